namespace AedCabinet.Link
{
    /// <summary>Takes the messages of the cabinet's command topic. Called by the link's thread only.</summary>
    public partial interface ICommandHandler
    {
        /// <summary>Judges one message and carries it out if it may. Never throws: a lack of memory is refused as such.</summary>
        /// <param name="payload">Its bytes as a stranger may have sent them; of one that is too large only the first
        /// <see cref="BrokerSignal.MaxPayload"/> + 1; <c>null</c> when there was no memory for them.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        void Handle(byte[] payload, long nowMs);

        /// <summary>Continues a command that was only begun. Called in every step of the link.</summary>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        void Step(bool isOnline, long nowMs);
    }
}
