using System;

namespace AedCabinet.Link
{
    /// <summary>One thing the MQTT client's own thread has to tell the link.</summary>
    public sealed class BrokerSignal
    {
        /// <summary>
        /// The largest message that is taken, in bytes (SPEC §14): of a larger one, one byte more than this is passed on, so that it shows.
        /// </summary>
        public const int MaxPayload = 2048;

        /// <summary>Initializes a new instance of the <see cref="BrokerSignal"/> class.</summary>
        /// <param name="kind">What it is about.</param>
        /// <param name="messageId">The id of the message it is about, 0 for none.</param>
        public BrokerSignal(BrokerSignalKind kind, int messageId)
        {
            Kind = kind;
            MessageId = messageId;
        }

        private BrokerSignal(byte[] payload)
        {
            Kind = BrokerSignalKind.Received;
            Payload = payload;
        }

        /// <summary>Gets what it is about.</summary>
        public BrokerSignalKind Kind { get; }

        /// <summary>Gets the id of the message it is about, 0 for none.</summary>
        public int MessageId { get; }

        /// <summary>Gets the bytes of a message that came, or <c>null</c> when there was no memory for them.</summary>
        public byte[] Payload { get; }

        /// <summary>A message came.</summary>
        /// <param name="message">Its bytes, which are the signal's from now on; of too large a one the first <see cref="MaxPayload"/> + 1
        /// are copied. <c>null</c> stands for none.</param>
        /// <returns>The signal.</returns>
        public static BrokerSignal Received(byte[] message)
        {
            if (message != null && message.Length <= MaxPayload)
            {
                return new BrokerSignal(message);
            }

            byte[] payload = new byte[message == null ? 0 : MaxPayload + 1];
            if (message != null)
            {
                Array.Copy(message, 0, payload, 0, payload.Length);
            }

            return new BrokerSignal(payload);
        }
    }
}
