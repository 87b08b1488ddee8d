using AedCabinet.Messages;

namespace AedCabinet.Link
{
    /// <summary>
    /// One connection after the other, each with a number: last will, birth and farewell carry boot and number, so that a late
    /// will of an old session is recognised (SPEC §12).
    /// </summary>
    public sealed class LinkSession
    {
        private readonly IBrokerConnection _connection;
        private readonly MessageComposer _composer;
        private readonly Topics _topics;
        private int _subscriptionId;
        private int _birthId;
        private int _farewellId;

        /// <summary>Initializes a new instance of the <see cref="LinkSession"/> class.</summary>
        /// <param name="connection">The MQTT connection.</param>
        /// <param name="composer">Composes the messages.</param>
        /// <param name="topics">The cabinet's topics.</param>
        public LinkSession(IBrokerConnection connection, MessageComposer composer, Topics topics)
        {
            _connection = connection;
            _composer = composer;
            _topics = topics;
        }

        /// <summary>Gets the number of the connection within the boot, 0 before the first attempt.</summary>
        public int Number { get; private set; }

        /// <summary>Connects under the next number and asks for commands. Blocks.</summary>
        /// <param name="problem">What went wrong, for the log; <c>null</c> on success.</param>
        /// <returns><c>true</c> when the broker accepted the connection.</returns>
        public bool TryOpen(out string problem)
        {
            Number++;
            if (!_connection.TryOpen(_topics.Online, _composer.Online(false, Number), out problem))
            {
                return false;
            }

            _subscriptionId = _connection.Subscribe(_topics.Command);
            return true;
        }

        /// <summary>Whether an accepted subscription is this session's.</summary>
        /// <param name="messageId">Its id.</param>
        /// <returns><c>true</c> when it is.</returns>
        public bool IsSubscription(int messageId) => messageId == _subscriptionId;

        /// <summary>Tells that the cabinet is online.</summary>
        /// <param name="outgoing">What goes out over the connection.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when the client takes nothing.</returns>
        public bool TryAnnounce(Outgoing outgoing, long nowMs)
        {
            outgoing.Begin(Number);
            return outgoing.TrySend(_topics.Online, _composer.Online(true, Number), true, null, nowMs, out _birthId);
        }

        /// <summary>Whether an acknowledged message is the one that told that the cabinet is online.</summary>
        /// <param name="messageId">Its id.</param>
        /// <returns><c>true</c> when it is.</returns>
        public bool IsBirth(int messageId) => messageId == _birthId;

        /// <summary>Tells that the cabinet goes offline on purpose.</summary>
        /// <returns><c>false</c> when the client takes nothing.</returns>
        public bool TrySayGoodbye() => _connection.TryPublish(_topics.Online, _composer.Online(false, Number), true, out _farewellId);

        /// <summary>Whether an acknowledged message is the farewell.</summary>
        /// <param name="messageId">Its id.</param>
        /// <returns><c>true</c> when it is.</returns>
        public bool IsFarewell(int messageId) => messageId == _farewellId;
    }
}
