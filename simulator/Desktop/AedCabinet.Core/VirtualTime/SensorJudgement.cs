using AedCabinet.Indicator;
using AedCabinet.Timing;

namespace AedCabinet.Judgement
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class SensorJudgement
    {
        /// <summary>How long the edges of a flash may wait after its end.</summary>
        /// <param name="light">Of this light of <see cref="Indicator"/>.</param>
        /// <returns>Milliseconds; 0 when they may not, also while a contact moves that may end the observing.</returns>
        public int FlashPatienceMs(IndicatorChannel light) => MayFlashesWait ? Indicator.FlashPatienceMs(light) : 0;

        /// <summary>Whether a flash is one more of those that a light shows as ever.</summary>
        /// <param name="light">The light of <see cref="Indicator"/>.</param>
        /// <param name="intervalMs">From the beginning of the flash before to its own, in milliseconds.</param>
        /// <param name="pulseMs">How long it is, in milliseconds.</param>
        /// <returns><c>true</c> when nothing but its time is worth noting.</returns>
        public bool IsRegularFlash(IndicatorChannel light, int intervalMs, int pulseMs) =>
            MayFlashesWait && Indicator.IsRegularFlash(light, intervalMs, pulseMs);

        // A contact that is believed at once ends the observing without a scan before that could take what waits.
        private bool MayFlashesWait =>
            IsIndicatorObserved && Aed.DeadlineMs == Deadline.Never && Aed.Door.IsDebounced && Aed.PresenceContact.IsDebounced;
    }
}
