namespace AedCabinet
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class OutboxLosses
    {
        /// <summary>When losses are to be told.</summary>
        /// <param name="lost">How many events were lost in all.</param>
        /// <param name="spoilt">How many could not be read in all.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(int lost, int spoilt) => lost == _toldLost && spoilt == _toldSpoilt ? Deadline.Never : _tellFromMs;
    }
}
