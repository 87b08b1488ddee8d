using System.Buffers;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>A message from the broker: acknowledged first, then shown to the handlers.</summary>
internal sealed class IncomingMessage(MqttPublishPacket publish) : InflightMessage
{
    internal override void Move(BrokerSession session, long nowMs)
    {
        switch (publish.QualityOfServiceLevel)
        {
            case MqttQualityOfServiceLevel.AtLeastOnce:
                session.Send(new MqttPubAckPacket { PacketIdentifier = publish.PacketIdentifier });
                Show(session);
                break;
            case MqttQualityOfServiceLevel.ExactlyOnce:
                DueMs = long.MaxValue;
                session.Send(new MqttPubRecPacket { PacketIdentifier = publish.PacketIdentifier });
                break;
            default:
                Show(session);
                break;
        }
    }

    internal override bool TryTake(MqttPacket answer, BrokerSession session, long nowMs)
    {
        if (answer is not MqttPubRelPacket release || release.PacketIdentifier != publish.PacketIdentifier ||
            publish.QualityOfServiceLevel != MqttQualityOfServiceLevel.ExactlyOnce)
        {
            return false;
        }

        session.Send(new MqttPubCompPacket { PacketIdentifier = publish.PacketIdentifier });
        Show(session);
        return true;
    }

    /// <summary>Whether the broker sends this message once more; then it is acknowledged once more.</summary>
    internal bool TryRepeat(MqttPublishPacket repeated)
    {
        if (repeated.QualityOfServiceLevel != MqttQualityOfServiceLevel.ExactlyOnce ||
            publish.QualityOfServiceLevel != MqttQualityOfServiceLevel.ExactlyOnce ||
            repeated.PacketIdentifier != publish.PacketIdentifier)
        {
            return false;
        }

        DueMs = 0;
        return true;
    }

    private void Show(BrokerSession session)
    {
        IsDone = true;
        var shown = new MqttMsgPublishEventArgs(
            publish.Topic,
            publish.Payload.ToArray(),
            publish.Dup,
            (MqttQoSLevel)(int)publish.QualityOfServiceLevel,
            publish.Retain);
        session.Raise(client => client.RaiseReceived(shown));
    }
}
