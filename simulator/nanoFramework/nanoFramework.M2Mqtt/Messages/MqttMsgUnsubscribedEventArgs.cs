namespace nanoFramework.M2Mqtt.Messages;

/// <summary>The broker answered the end of a subscription.</summary>
/// <param name="messageId">Id of the request, as Unsubscribe returned it.</param>
public class MqttMsgUnsubscribedEventArgs(ushort messageId) : EventArgs
{
    /// <summary>Id of the request, as Unsubscribe returned it.</summary>
    public ushort MessageId { get; } = messageId;
}
