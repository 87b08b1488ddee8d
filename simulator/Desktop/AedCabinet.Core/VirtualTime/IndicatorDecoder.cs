namespace AedCabinet.Indicator
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class IndicatorDecoder
    {
        /// <summary>Whether a flash is one more of those that a light shows as ever, in a rhythm that the profile allows.</summary>
        /// <param name="light">The light.</param>
        /// <param name="intervalMs">From the beginning of the flash before to its own, in milliseconds.</param>
        /// <param name="pulseMs">How long it is, in milliseconds.</param>
        /// <returns><c>true</c> when nothing but its time is worth noting.</returns>
        public bool IsRegularFlash(IndicatorChannel light, int intervalMs, int pulseMs) =>
            IsSettled && light.IsRegularFlash(intervalMs, pulseMs)
            && _profile.AllowsBlink(light.PeriodMs, light.PulseMs) && _profile.AllowsBlink(intervalMs, pulseMs);

        /// <summary>How long the edges of a flash may wait after its end.</summary>
        /// <param name="light">Of this light.</param>
        /// <returns>Milliseconds, 0 when they may not.</returns>
        public int FlashPatienceMs(IndicatorChannel light) => IsSettled ? light.FlashPatienceMs : 0;
    }
}
