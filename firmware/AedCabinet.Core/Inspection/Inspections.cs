using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Inspection
{
    /// <summary>Whether a human must look at the cabinet again (SPEC §6, <c>inspection-due</c>).</summary>
    /// <remarks>
    /// While the clock is unknown nothing is due, which is not the same as inspected. Where an AED can't be read by a
    /// photo-sensor, readiness rests on nothing but a dated inspection: <c>aed-unknown</c> must hold there for as long as the
    /// clock is unknown. As with <see cref="Expiries"/>, the last time known before a restart may stand in until the clock comes.
    /// </remarks>
    public static class Inspections
    {
        private const long DayMs = 24 * 60 * 60 * 1000;

        /// <summary>Whether the last inspection is too old.</summary>
        /// <param name="nowUnixMs">Milliseconds since 1970-01-01 UTC, or below 0 while the clock is unknown.</param>
        /// <param name="lastUnixMs">When the last inspection was, likewise, or below 0 when none is known.</param>
        /// <param name="isIndicatorReadable">Whether the AED's own indicator can be read by the cabinet.</param>
        /// <param name="settings">How old it may be.</param>
        /// <returns>
        /// <c>true</c> when it is older than that, when none is known, or when it is dated more than a day ahead, which
        /// only a wrong clock can have done.
        /// </returns>
        public static bool IsDue(long nowUnixMs, long lastUnixMs, bool isIndicatorReadable, CareSettings settings)
        {
            if (nowUnixMs < 0)
            {
                return false;
            }

            int days = isIndicatorReadable ? settings.InspectionDays : settings.UnreadableInspectionDays;
            return lastUnixMs < 0 || nowUnixMs - lastUnixMs > days * DayMs || lastUnixMs - nowUnixMs > DayMs;
        }

        /// <summary>When <see cref="IsDue"/> changes by itself.</summary>
        /// <param name="nowUnixMs">Milliseconds since 1970-01-01 UTC, 0 or more.</param>
        /// <param name="lastUnixMs">When the last inspection was, likewise, or below 0 when none is known.</param>
        /// <param name="isIndicatorReadable">Whether the AED's own indicator can be read by the cabinet.</param>
        /// <param name="settings">How old it may be.</param>
        /// <returns>Milliseconds from now, above 0, or <see cref="Deadline.Never"/>.</returns>
        public static long ToNextChangeMs(long nowUnixMs, long lastUnixMs, bool isIndicatorReadable, CareSettings settings)
        {
            if (lastUnixMs < 0)
            {
                return Deadline.Never;
            }

            int days = isIndicatorReadable ? settings.InspectionDays : settings.UnreadableInspectionDays;
            long toBelievedMs = lastUnixMs - DayMs - nowUnixMs;
            long toDueMs = lastUnixMs + (days * DayMs) + 1 - nowUnixMs;
            return toBelievedMs > 0 ? toBelievedMs : toDueMs > 0 ? toDueMs : Deadline.Never;
        }
    }
}
