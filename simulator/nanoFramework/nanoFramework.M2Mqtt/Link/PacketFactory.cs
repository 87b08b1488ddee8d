using System.Collections;
using System.Text;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>Makes MQTTnet's packets, with the checks which the device makes when it writes its own.</summary>
internal static class PacketFactory
{
    private const int LongestTopic = 65_535;

    /// <exception cref="MqttClientException">The last will is incomplete, or there is half a one where none was announced.</exception>
    internal static MqttConnectPacket Connect(ConnectRequest request, MqttProtocolVersion version)
    {
        var hasText = !string.IsNullOrEmpty(request.WillTopic) && !string.IsNullOrEmpty(request.WillMessage);
        var hasAny = request.WillRetain || request.WillTopic is not null || request.WillMessage is not null;
        var isWillWrong = request.WillFlag ? !hasText : hasAny;
        if (request.WillQosLevel > MqttQoSLevel.ExactlyOnce || (isWillWrong && version != MqttProtocolVersion.Version_3_1))
        {
            throw new MqttClientException(MqttClientErrorCode.WillWrong);
        }

        return new MqttConnectPacket
        {
            ClientId = request.ClientId,
            Username = request.Username,
            Password = request.Password is null ? null : Encoding.UTF8.GetBytes(request.Password),
            WillFlag = request.WillFlag,
            WillRetain = request.WillRetain,
            WillQoS = (MqttQualityOfServiceLevel)(int)request.WillQosLevel,
            WillTopic = request.WillTopic,
            WillMessage = request.WillMessage is null ? null : Encoding.UTF8.GetBytes(request.WillMessage),
            CleanSession = request.CleanSession,
            KeepAlivePeriod = request.KeepAlivePeriodSeconds,
        };
    }

    /// <exception cref="MqttClientException">A topic or QoS that cannot be published on.</exception>
    internal static MqttPublishPacket Publish(
        ushort id, string topic, byte[]? message, string? contentType, ArrayList? userProperties, MqttQoSLevel qosLevel, bool retain)
    {
        if (topic.AsSpan().ContainsAny('#', '+'))
        {
            throw new MqttClientException(MqttClientErrorCode.TopicWildcard);
        }

        DemandLength(topic);
        if (qosLevel > MqttQoSLevel.ExactlyOnce)
        {
            throw new MqttClientException(MqttClientErrorCode.QosNotAllowed);
        }

        return new MqttPublishPacket
        {
            // A packet with QoS 0 carries no id, though the caller was given one.
            PacketIdentifier = qosLevel == MqttQoSLevel.AtMostOnce ? (ushort)0 : id,
            Topic = topic,
            PayloadSegment = message ?? [],
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)(int)qosLevel,
            Retain = retain,
            ContentType = contentType,
            UserProperties = userProperties?.Cast<UserProperty>()
                .Select(property => new MqttUserProperty(property.Name, Encoding.UTF8.GetBytes(property.Value))).ToList(),
        };
    }

    /// <exception cref="MqttClientException">No topics, bad ones, or not as many as QoS levels.</exception>
    internal static MqttSubscribePacket Subscribe(ushort id, string[]? topics, MqttQoSLevel[]? qosLevels)
    {
        DemandTopics(topics);
        if (qosLevels is null || qosLevels.Length == 0)
        {
            throw new MqttClientException(MqttClientErrorCode.QosLevelsEmpty);
        }

        if (topics!.Length != qosLevels.Length)
        {
            throw new MqttClientException(MqttClientErrorCode.TopicsQosLevelsNotMatch);
        }

        return new MqttSubscribePacket
        {
            PacketIdentifier = id,
            TopicFilters = topics.Zip(qosLevels, (topic, qosLevel) => new MqttTopicFilter
            {
                Topic = topic,
                QualityOfServiceLevel = (MqttQualityOfServiceLevel)(int)qosLevel,
            }).ToList(),
        };
    }

    /// <exception cref="MqttClientException">No topics, or bad ones.</exception>
    internal static MqttUnsubscribePacket Unsubscribe(ushort id, string[]? topics)
    {
        DemandTopics(topics);
        return new MqttUnsubscribePacket { PacketIdentifier = id, TopicFilters = [.. topics!] };
    }

    /// <summary>The number the broker answered with: version 3 and version 5 of MQTT count differently.</summary>
    internal static MqttReasonCode ToReasonCode(MqttConnAckPacket answer, MqttProtocolVersion version) =>
        version == MqttProtocolVersion.Version_5
            ? (MqttReasonCode)(int)answer.ReasonCode
            : (MqttReasonCode)(int)answer.ReturnCode;

    private static void DemandTopics(string[]? topics)
    {
        if (topics is null || topics.Length == 0)
        {
            throw new MqttClientException(MqttClientErrorCode.TopicsEmpty);
        }

        Array.ForEach(topics, DemandLength);
    }

    private static void DemandLength(string topic)
    {
        if (topic.Length is < 1 or > LongestTopic)
        {
            throw new MqttClientException(MqttClientErrorCode.TopicLength);
        }
    }
}
