using System.Collections;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Link;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

public partial class MqttClient
{
    private int _lastMessageId;

    /// <inheritdoc/>
    public event IMqttClient.MqttMsgPublishEventHandler? MqttMsgPublishReceived;

    /// <summary>
    /// A message with QoS 1 or 2 was acknowledged, or was given up while the link was still up. When the link is lost,
    /// the messages that wait get no event at all.
    /// </summary>
    public event IMqttClient.MqttMsgPublishedEventHandler? MqttMsgPublished;

    /// <inheritdoc/>
    public event IMqttClient.MqttMsgSubscribedEventHandler? MqttMsgSubscribed;

    /// <inheritdoc/>
    public event IMqttClient.MqttMsgUnsubscribedEventHandler? MqttMsgUnsubscribed;

    /// <inheritdoc/>
    public ushort Publish(string topic, byte[]? message) =>
        Publish(topic, message, null, null, MqttQoSLevel.AtMostOnce, false);

    /// <inheritdoc/>
    public ushort Publish(string topic, byte[]? message, string? contentType) =>
        Publish(topic, message, contentType, null, MqttQoSLevel.AtMostOnce, false);

    /// <summary>Queues a message. It does not look whether there is a link, nor whether the topic is well-formed.</summary>
    /// <param name="topic">Topic; a malformed one ends the connection when it is sent.</param>
    /// <param name="message">Bytes; null for none.</param>
    /// <param name="contentType">MQTT 5: what the bytes are; else null.</param>
    /// <param name="userProperties">MQTT 5: <see cref="UserProperty"/> objects; else null.</param>
    /// <param name="qosLevel">QoS.</param>
    /// <param name="retain">Whether the broker keeps it.</param>
    /// <returns>Id of the message, 1 to 65,535, with QoS 0 too.</returns>
    /// <exception cref="MqttClientException">As many messages wait as <see cref="MqttSettings.InflightQueueSize"/> allows.</exception>
    /// <exception cref="NotSupportedException">A content type or properties without MQTT 5.</exception>
    /// <exception cref="ArgumentException">A property that is no <see cref="UserProperty"/>.</exception>
    public ushort Publish(string topic, byte[]? message, string? contentType, ArrayList? userProperties, MqttQoSLevel qosLevel, bool retain)
    {
        var id = NextMessageId();
        var hasProperties = userProperties is { Count: > 0 };
        if (ProtocolVersion < MqttProtocolVersion.Version_5 && (!string.IsNullOrEmpty(contentType) || hasProperties))
        {
            throw new NotSupportedException();
        }

        if (hasProperties && userProperties!.ToArray().Any(property => property is not UserProperty))
        {
            throw new ArgumentException(null);
        }

        var outgoing = new OutgoingMessage(
            id, () => PacketFactory.Publish(id, topic, message, contentType, hasProperties ? userProperties : null, qosLevel, retain));
        return _queue.TryAdd(outgoing) ? id : throw new MqttClientException(MqttClientErrorCode.InflightQueueFull);
    }

    /// <summary>Asks for topics. With a full queue nothing is asked, and nothing is said.</summary>
    /// <param name="topics">Topics, wildcards allowed.</param>
    /// <param name="qosLevels">QoS of each.</param>
    /// <returns>Id of the request.</returns>
    public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
    {
        var id = NextMessageId();
        _queue.TryAdd(new OutgoingMessage(id, () => PacketFactory.Subscribe(id, topics, qosLevels)));
        return id;
    }

    /// <summary>Ends subscriptions. With a full queue nothing is asked, and nothing is said.</summary>
    /// <param name="topics">Topics as subscribed.</param>
    /// <returns>Id of the request.</returns>
    public ushort Unsubscribe(string[] topics)
    {
        var id = NextMessageId();
        _queue.TryAdd(new OutgoingMessage(id, () => PacketFactory.Unsubscribe(id, topics)));
        return id;
    }

    internal void RaiseReceived(MqttMsgPublishEventArgs message) => MqttMsgPublishReceived?.Invoke(this, message);

    internal void RaisePublished(MqttMsgPublishedEventArgs published) => MqttMsgPublished?.Invoke(this, published);

    internal void RaiseSubscribed(MqttMsgSubscribedEventArgs subscribed) => MqttMsgSubscribed?.Invoke(this, subscribed);

    internal void RaiseUnsubscribed(MqttMsgUnsubscribedEventArgs unsubscribed) => MqttMsgUnsubscribed?.Invoke(this, unsubscribed);

    /// <summary>1 to 65,535, and round again; the ids of messages that still wait are not looked at.</summary>
    private ushort NextMessageId()
    {
        int last, next;
        do
        {
            last = _lastMessageId;
            next = last % ushort.MaxValue + 1;
        }
        while (Interlocked.CompareExchange(ref _lastMessageId, next, last) != last);
        return (ushort)next;
    }
}
