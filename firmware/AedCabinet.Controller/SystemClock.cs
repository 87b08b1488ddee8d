using System;
using AedCabinet.Platform;

namespace AedCabinet.Controller
{
    /// <summary>The CLR's wall clock, which counts from 1970 until the network has told it the time.</summary>
    public sealed class SystemClock : IWallClock
    {
        // No cabinet with this firmware existed before: an earlier year means that nobody has set the clock.
        private const int FirstPossibleYear = 2026;
        private const long TicksPerMs = 10000;

        /// <inheritdoc/>
        public bool TryGetUtc(out long unixMs)
        {
            DateTime now = DateTime.UtcNow;
            bool isSet = now.Year >= FirstPossibleYear;
            unixMs = isSet ? (now.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMs : 0;
            return isSet;
        }
    }
}
