namespace AedCabinet.Indicator
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class BlinkPeriod
    {
        /// <summary>
        /// Whether a flash is so near the period that it is taken even after others like it have moved the period: half the tolerance,
        /// and all of them move it towards themselves.
        /// </summary>
        /// <param name="intervalMs">From the flash before, in milliseconds.</param>
        /// <returns><c>true</c> when it will be taken.</returns>
        public bool IsSureToTake(int intervalMs) => Count > 0 && IsNear(intervalMs, Ms, ToleranceMs / 2);
    }
}
