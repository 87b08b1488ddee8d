namespace AedCabinet.Link
{
    /// <summary>Takes what comes on the cabinet's command topic. Called by the link's thread only.</summary>
    public partial interface ICommandHandler
    {
        /// <summary>Judges one message and does what it asks for, if it may. Never throws: what does not fit into memory is refused as such.</summary>
        /// <param name="payload">Its bytes as a stranger may have sent them; of one that is too large only the first <see cref="BrokerSignal.MaxPayload"/> + 1; <c>null</c> when there was no memory for them.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        void Handle(byte[] payload, long nowMs);

        /// <summary>Goes on with what was only begun. Called in every step of the link.</summary>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        void Step(bool isOnline, long nowMs);
    }
}
