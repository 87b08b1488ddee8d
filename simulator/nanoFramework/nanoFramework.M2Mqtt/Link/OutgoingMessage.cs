using MQTTnet.Packets;
using MQTTnet.Protocol;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>
/// A message from the client: sent, sent again when no answer comes in time, given up after three times.
/// </summary>
/// <param name="id">Its id.</param>
/// <param name="compose">Makes its packet; it may throw, which ends the link as it does on the device.</param>
internal sealed class OutgoingMessage(ushort id, Func<MqttPacket> compose) : InflightMessage
{
    private MqttPacket? _packet;
    private int _attempts;

    internal override void Move(BrokerSession session, long nowMs)
    {
        _packet ??= compose();
        if (_packet is MqttPublishPacket { QualityOfServiceLevel: MqttQualityOfServiceLevel.AtMostOnce })
        {
            session.Send(_packet);
            IsDone = true;
            return;
        }

        if (_attempts >= session.Settings.AttemptsOnRetry)
        {
            GiveUp(session);
            return;
        }

        if (_packet is MqttPublishPacket publish)
        {
            publish.Dup = _attempts > 0;
        }

        _attempts++;
        DueMs = nowMs + session.Settings.DelayOnRetry;
        session.Send(_packet);
    }

    internal override bool TryTake(MqttPacket answer, BrokerSession session, long nowMs)
    {
        // An answer to something never sent answers nothing.
        if (_attempts == 0 || answer is not MqttPacketWithIdentifier { PacketIdentifier: var answeredId } || answeredId != id)
        {
            return false;
        }

        switch (_packet, answer)
        {
            case (MqttPublishPacket { QualityOfServiceLevel: MqttQualityOfServiceLevel.AtLeastOnce }, MqttPubAckPacket):
            case (MqttPubRelPacket, MqttPubCompPacket):
                session.Raise(client => client.RaisePublished(new MqttMsgPublishedEventArgs(id, true)));
                break;
            case (MqttPublishPacket { QualityOfServiceLevel: MqttQualityOfServiceLevel.ExactlyOnce }, MqttPubRecPacket):
                _packet = new MqttPubRelPacket { PacketIdentifier = id };
                _attempts = 0;
                Move(session, nowMs);
                return true;
            case (MqttSubscribePacket, MqttSubAckPacket { ReasonCodes: var codes }):
                var granted = codes.Select(code => (MqttQoSLevel)(int)code).ToArray();
                session.Raise(client => client.RaiseSubscribed(new MqttMsgSubscribedEventArgs(id, granted)));
                break;
            case (MqttUnsubscribePacket, MqttUnsubAckPacket):
                session.Raise(client => client.RaiseUnsubscribed(new MqttMsgUnsubscribedEventArgs(id)));
                break;
            default:
                return false;
        }

        IsDone = true;
        return true;
    }

    private void GiveUp(BrokerSession session)
    {
        IsDone = true;
        if (_packet is MqttPublishPacket or MqttPubRelPacket)
        {
            session.Raise(client => client.RaisePublished(new MqttMsgPublishedEventArgs(id, false)));
        }

        // A subscription that fails says nothing.
    }
}
