namespace AedCabinet.Indicator
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class BlinkRhythm
    {
        /// <summary>Whether a flash keeps the rhythm, whatever others like it come before.</summary>
        /// <param name="intervalMs">From the flash before, in milliseconds.</param>
        /// <returns><c>true</c> when it does.</returns>
        public bool IsSureToTake(int intervalMs) => _hasLast && _believed.IsSureToTake(intervalMs);
    }
}
