namespace AedCabinet.Indicator
{
    /// <summary>
    /// Time in which only what was observed passes: of a pause between two scans no more than <see cref="MaxUnseenMs"/> counts,
    /// so that a frozen scan is neither darkness nor steady light. It begins with the first scan's monotonic time.
    /// </summary>
    public sealed class ObservedTime
    {
        /// <summary>
        /// The most that one pause between scans counts, in milliseconds; a longer one is a freeze (a TLS handshake takes 1 to 2.5 s, SPEC
        /// §3).
        /// </summary>
        public const int MaxUnseenMs = 1000;

        private long _unseenMs;

        /// <summary>Gets a value indicating whether there was a scan.</summary>
        public bool HasBegun { get; private set; }

        /// <summary>Gets the monotonic time of the latest scan, in milliseconds.</summary>
        public long LastScanMs { get; private set; }

        /// <summary>Gets the observed time at the latest scan, in milliseconds.</summary>
        public long NowMs { get; private set; }

        /// <summary>Gets the latest time the next scan can have after a freeze, in observed milliseconds.</summary>
        public long AfterFreezeMs => NowMs + MaxUnseenMs;

        /// <summary>Begins anew with the next scan.</summary>
        public void Forget()
        {
            HasBegun = false;
            _unseenMs = 0;
        }

        /// <summary>Whether a time lies across a freeze from the latest scan.</summary>
        /// <param name="atMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when there was a scan, more than <see cref="MaxUnseenMs"/> before.</returns>
        public bool IsAcrossFreeze(long atMs) => HasBegun && atMs - LastScanMs > MaxUnseenMs;

        /// <summary>The observed time of an event between scans.</summary>
        /// <param name="atMs">Its monotonic time in milliseconds.</param>
        /// <returns>Observed milliseconds.</returns>
        public long Of(long atMs) => IsAcrossFreeze(atMs) ? AfterFreezeMs : atMs - _unseenMs;

        /// <summary>The monotonic time of an observed one that is still to come.</summary>
        /// <param name="observedMs">Observed milliseconds.</param>
        /// <returns>Monotonic milliseconds.</returns>
        public long Until(long observedMs) => observedMs + _unseenMs;

        /// <summary>Everything was observed, without a scan, because nothing changed.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds.</param>
        public void Hold(long untilMs)
        {
            LastScanMs = untilMs;
            NowMs = untilMs - _unseenMs;
        }

        /// <summary>Takes the time of a scan.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds, never less than in the call before.</param>
        public void Advance(long nowMs)
        {
            if (IsAcrossFreeze(nowMs))
            {
                _unseenMs += nowMs - LastScanMs - MaxUnseenMs;
            }

            HasBegun = true;
            LastScanMs = nowMs;
            NowMs = nowMs - _unseenMs;
        }
    }
}
