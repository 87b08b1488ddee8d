namespace AedCabinet.Link
{
    /// <summary>What the MQTT client tells the link.</summary>
    public enum BrokerSignalKind
    {
        /// <summary>The broker accepted a subscription.</summary>
        Subscribed = 0,

        /// <summary>The broker acknowledged a message.</summary>
        Published = 1,

        /// <summary>The client gave a message up after its own tries, with the connection still up.</summary>
        NotPublished = 2,

        /// <summary>The connection is gone.</summary>
        Closed = 3,

        /// <summary>A message came on a topic that was subscribed to.</summary>
        Received = 4,
    }
}
