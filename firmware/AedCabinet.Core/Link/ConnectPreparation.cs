using AedCabinet.Exchange;
using AedCabinet.Platform;

namespace AedCabinet.Link
{
    /// <summary>
    /// What must be so before a connection is tried: with TLS, the time of day is known, by which certificates are judged, and
    /// the outputs are safe to freeze. Without TLS nothing is waited for.
    /// </summary>
    public sealed class ConnectPreparation
    {
        private readonly bool _isTls;
        private readonly IWallClock _clock;
        private readonly HandshakeGate _gate;
        private readonly ILog _log;
        private bool _isWaitingForClock;
        private bool _hasWaitedInVain;
        private long _clockSinceMs;

        /// <summary>Initializes a new instance of the <see cref="ConnectPreparation"/> class.</summary>
        /// <param name="isTls">Whether the connection is encrypted.</param>
        /// <param name="clock">The wall clock.</param>
        /// <param name="gate">Where the scan is asked.</param>
        /// <param name="log">The serial log.</param>
        public ConnectPreparation(bool isTls, IWallClock clock, HandshakeGate gate, ILog log)
        {
            _isTls = isTls;
            _clock = clock;
            _gate = gate;
            _log = log;
        }

        /// <summary>Asks for what is still missing.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when the connection may be tried now; <see cref="End"/> must follow it.</returns>
        public bool IsReady(long nowMs)
        {
            if (!_isTls)
            {
                return true;
            }

            if (!IsClockGoodEnough(nowMs))
            {
                return false;
            }

            _gate.Ask();
            return _gate.TryBegin();
        }

        /// <summary>The attempt is over, or was given up: the outputs are the scan's own again.</summary>
        public void End()
        {
            _isWaitingForClock = false;
            _gate.Release();
        }

        private bool IsClockGoodEnough(long nowMs)
        {
            // After one vain wait the clock is not waited for again: the pauses between attempts give it enough time.
            if (_hasWaitedInVain || _clock.TryGetUtc(out long _))
            {
                return true;
            }

            if (!_isWaitingForClock)
            {
                _isWaitingForClock = true;
                _clockSinceMs = nowMs;
            }

            if (nowMs - _clockSinceMs < LinkTimeouts.ClockMs)
            {
                return false;
            }

            _hasWaitedInVain = true;
            _log.Warning(
                "link: the time of day is not known; trying all the same, but the broker's certificate may be refused. Check that the "
                    + "network lets time requests (NTP) through");
            return true;
        }
    }
}
