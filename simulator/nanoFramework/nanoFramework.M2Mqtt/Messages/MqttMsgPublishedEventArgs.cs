namespace nanoFramework.M2Mqtt.Messages;

/// <summary>A message to publish was acknowledged, or given up while the link was still up.</summary>
public class MqttMsgPublishedEventArgs : EventArgs
{
    /// <summary>An acknowledged message.</summary>
    /// <param name="messageId">Its id.</param>
    public MqttMsgPublishedEventArgs(ushort messageId)
        : this(messageId, true)
    {
    }

    /// <summary>A message that came to an end.</summary>
    /// <param name="messageId">Its id.</param>
    /// <param name="isPublished">Whether the broker acknowledged it.</param>
    public MqttMsgPublishedEventArgs(ushort messageId, bool isPublished)
    {
        MessageId = messageId;
        IsPublished = isPublished;
    }

    /// <summary>Its id, as Publish returned it.</summary>
    public ushort MessageId { get; set; }

    /// <summary>Whether the broker acknowledged it.</summary>
    public bool IsPublished { get; set; }
}
