using AedCabinet.Settings;

namespace AedCabinet.Indicator
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class IndicatorChannel
    {
        // A little longer than the slowest of the cabinet's own lights stays as it is while it blinks: the amber lamp, 1 s.
        private const int OwnBlinkMs = 1100;

        /// <summary>
        /// Gets how long the edges of a flash may wait after its end, in milliseconds, because they change nothing before: a light
        /// that blinks as ever has just its flashes counted.
        /// </summary>
        public int FlashPatienceMs => Class == LightClass.Blinking && IsBorneOut && !IsOwnBlinking ? IndicatorProfile.MaxGapInLightMs : 0;

        /// <summary>Whether a flash is one more of those that this light shows as ever.</summary>
        /// <param name="intervalMs">From the beginning of the flash before to its own, in milliseconds.</param>
        /// <param name="pulseMs">How long it is, in milliseconds.</param>
        /// <returns><c>true</c> when nothing but its time is worth noting.</returns>
        public bool IsRegularFlash(int intervalMs, int pulseMs) =>
            Class == LightClass.Blinking && IsBorneOut && !IsOwnBlinking && _rhythm.IsSureToTake(intervalMs)
            && pulseMs < IndicatorProfile.SteadyAfterMs && intervalMs - pulseMs >= IndicatorProfile.MaxGapInLightMs;

        // While the cabinet's own lights blink, whose a flash is depends on the scan that sees it: none may wait.
        private bool IsOwnBlinking => _ownChangedMs > 0 && _time.LastScanMs - _ownChangedMs <= OwnBlinkMs;
    }
}
