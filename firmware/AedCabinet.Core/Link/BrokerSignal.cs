namespace AedCabinet
{
    /// <summary>One thing the MQTT client's own thread has to tell the link.</summary>
    public sealed class BrokerSignal
    {
        /// <summary>Initializes a new instance of the <see cref="BrokerSignal"/> class.</summary>
        /// <param name="kind">What it is about.</param>
        /// <param name="messageId">The id of the message it is about, 0 for none.</param>
        public BrokerSignal(BrokerSignalKind kind, int messageId)
        {
            Kind = kind;
            MessageId = messageId;
        }

        /// <summary>Gets what it is about.</summary>
        public BrokerSignalKind Kind { get; }

        /// <summary>Gets the id of the message it is about, 0 for none.</summary>
        public int MessageId { get; }
    }
}
