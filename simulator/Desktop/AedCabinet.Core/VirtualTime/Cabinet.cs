using AedCabinet.Inputs;
using AedCabinet.Settings;

namespace AedCabinet
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class Cabinet
    {
        /// <summary>
        /// Gets how long the edges of a flash of the AED's green light may wait after its end, in milliseconds, while the light blinks as
        /// ever: a flash that began within <see cref="NextDeadlineMs"/> and is shorter than <see cref="IndicatorProfile.SteadyAfterMs"/>
        /// then needs one scan instead of three. 0 when each edge needs the next scan.
        /// </summary>
        public int GreenFlashPatienceMs => _senses.FlashPatienceMs(_senses.Indicator.Green);

        /// <summary>Gets the same for the red light, in milliseconds.</summary>
        public int RedFlashPatienceMs => _senses.FlashPatienceMs(_senses.Indicator.Red);

        /// <summary>
        /// Whether a flash of the AED's green light may wait until <see cref="NextDeadlineMs"/>, with its edges, because it is one more of
        /// those that the light shows as ever; at most as many may wait as <see cref="LightEdges"/> hold.
        /// </summary>
        /// <param name="intervalMs">From the beginning of the flash before to its own, in milliseconds.</param>
        /// <param name="pulseMs">How long it is, in milliseconds.</param>
        /// <returns><c>true</c> when it may.</returns>
        public bool IsRegularGreenFlash(int intervalMs, int pulseMs) =>
            _senses.IsRegularFlash(_senses.Indicator.Green, intervalMs, pulseMs);

        /// <summary>The same for the red light.</summary>
        /// <param name="intervalMs">From the beginning of the flash before to its own, in milliseconds.</param>
        /// <param name="pulseMs">How long it is, in milliseconds.</param>
        /// <returns><c>true</c> when it may.</returns>
        public bool IsRegularRedFlash(int intervalMs, int pulseMs) => _senses.IsRegularFlash(_senses.Indicator.Red, intervalMs, pulseMs);
    }
}
