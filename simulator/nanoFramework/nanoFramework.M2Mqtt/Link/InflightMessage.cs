using MQTTnet.Packets;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>A message on its way, in either direction. Only the sending thread moves it.</summary>
internal abstract class InflightMessage
{
    /// <summary>When it wants to be moved again, on the clock of Environment.TickCount64; 0 for at once.</summary>
    internal long DueMs { get; private protected set; }

    internal bool IsDone { get; private protected set; }

    /// <summary>Sends what is to be sent now.</summary>
    internal abstract void Move(BrokerSession session, long nowMs);

    /// <summary>Takes the broker's answer if it is meant for this message.</summary>
    internal abstract bool TryTake(MqttPacket answer, BrokerSession session, long nowMs);
}
