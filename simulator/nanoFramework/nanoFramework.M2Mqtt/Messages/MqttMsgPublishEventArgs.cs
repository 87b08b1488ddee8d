namespace nanoFramework.M2Mqtt.Messages;

/// <summary>A message came.</summary>
/// <param name="topic">Its topic.</param>
/// <param name="message">Its bytes.</param>
/// <param name="dupFlag">Whether the broker sends it again.</param>
/// <param name="qosLevel">Its QoS.</param>
/// <param name="retain">Whether the broker had kept it.</param>
public class MqttMsgPublishEventArgs(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain) : EventArgs
{
    /// <summary>Its topic.</summary>
    public string Topic { get; } = topic;

    /// <summary>Its bytes.</summary>
    public byte[] Message { get; } = message;

    /// <summary>Whether the broker sends it again.</summary>
    public bool DupFlag { get; } = dupFlag;

    /// <summary>Its QoS.</summary>
    public MqttQoSLevel QosLevel { get; } = qosLevel;

    /// <summary>Whether the broker had kept it.</summary>
    public bool Retain { get; } = retain;
}
