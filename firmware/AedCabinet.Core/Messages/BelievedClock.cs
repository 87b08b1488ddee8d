using AedCabinet.Platform;

namespace AedCabinet.Messages
{
    /// <summary>
    /// The wall clock as far as it can be believed, whatever a time server says (SPEC §12): never before the firmware's own date or the
    /// latest day kept on flash, never a human life ahead of it, and never stepped far ahead in one go, which would make pads expired
    /// and every command too late.
    /// </summary>
    /// <remarks>
    /// Where a step is not believed, the time before it goes on; one far ahead is believed when it has held for a day. A clock that is
    /// out of bounds from the first is not known, nor one that a step behind them shows to have been wrong. May be asked from any thread.
    /// </remarks>
    public sealed class BelievedClock : IWallClock
    {
        /// <summary>
        /// A step ahead of this size is not believed, in milliseconds; it is longer than a quiet cabinet leaves its clock unread.
        /// </summary>
        public const long MaxStepMs = 2 * DayMs;

        /// <summary>So long, in milliseconds, a step far ahead must hold to be believed.</summary>
        public const long HoldMs = DayMs;

        private const long DayMs = 24 * 60 * 60 * 1000;

        // A cabinet's life twice over after its firmware was made.
        private const long EndUnixMs = FirmwareVersion.DateUnixMs + (20 * 365 * DayMs);

        private readonly IWallClock _clock;
        private long _earliestUnixMs = FirmwareVersion.DateUnixMs;
        private long _lastUnixMs;
        private long _wrongByMs;
        private long _wrongSinceMs;

        /// <summary>Initializes a new instance of the <see cref="BelievedClock"/> class.</summary>
        /// <param name="clock">The clock that time servers set.</param>
        public BelievedClock(IWallClock clock)
        {
            _clock = clock;
        }

        /// <summary>It is known to be later than a time; what is earlier is not believed from now on.</summary>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC; below 0 for nothing known.</param>
        public void NotBefore(long unixMs) => _earliestUnixMs = unixMs > _earliestUnixMs ? unixMs : _earliestUnixMs;

        /// <inheritdoc/>
        public bool TryGetUtc(out long unixMs)
        {
            if (!_clock.TryGetUtc(out unixMs))
            {
                _lastUnixMs = 0;
                return false;
            }

            bool isPossible = unixMs >= _earliestUnixMs && unixMs < EndUnixMs;
            long ownUnixMs = unixMs - _wrongByMs;
            bool isSteady = ownUnixMs - _lastUnixMs < MaxStepMs && _lastUnixMs - ownUnixMs < MaxStepMs;
            bool hasHeld = _wrongByMs != 0 && isSteady && ownUnixMs - _wrongSinceMs >= HoldMs;
            if (isPossible && (_lastUnixMs == 0 || unixMs - _lastUnixMs < MaxStepMs || hasHeld))
            {
                _wrongByMs = 0;
                _lastUnixMs = unixMs;
                return true;
            }

            // Nearer to what is known than the time before: that was the wrong one, as from a time server that has been put right.
            bool wasWrong = unixMs < _earliestUnixMs && _earliestUnixMs - unixMs + MaxStepMs < _lastUnixMs - _earliestUnixMs;
            if (_lastUnixMs == 0 || wasWrong)
            {
                _lastUnixMs = 0;
                _wrongByMs = 0;
                unixMs = 0;
                return false;
            }

            if (_wrongByMs == 0 || !isSteady)
            {
                // Stepped just now.
                _wrongByMs = unixMs - _lastUnixMs;
                _wrongSinceMs = _lastUnixMs;
            }

            _lastUnixMs = unixMs - _wrongByMs;
            unixMs = _lastUnixMs;
            return true;
        }
    }
}
