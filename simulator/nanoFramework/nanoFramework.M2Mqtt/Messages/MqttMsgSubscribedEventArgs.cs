namespace nanoFramework.M2Mqtt.Messages;

/// <summary>The broker answered a subscription.</summary>
/// <param name="messageId">Id of the request, as Subscribe returned it.</param>
/// <param name="grantedQosLevels">What was granted, in the order of the topics.</param>
public class MqttMsgSubscribedEventArgs(ushort messageId, MqttQoSLevel[] grantedQosLevels) : EventArgs
{
    /// <summary>Id of the request, as Subscribe returned it.</summary>
    public ushort MessageId { get; } = messageId;

    /// <summary>What was granted, in the order of the topics; <see cref="MqttQoSLevel.GrantedFailure"/> where refused.</summary>
    public MqttQoSLevel[] GrantedQoSLevels { get; } = grantedQosLevels;
}
