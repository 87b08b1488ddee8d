using AedCabinet.Settings;

namespace AedCabinet.Indicator
{
    /// <content>Telling the cabinet's own lights from the AED's.</content>
    public sealed partial class IndicatorChannel
    {
        /// <summary>
        /// Light that comes on within this many milliseconds after one of the cabinet's own may be that one's: up to three scans.
        /// </summary>
        public const int OwnLightMs = 60;

        private const long NotHeld = -1;

        private int _own;
        private int _ownOn;
        private long _ownChangedMs;
        private int _leaks;
        private int _heldBy;
        private long _heldMs = NotHeld;

        /// <summary>The cabinet's own beacon or lamps have changed.</summary>
        /// <param name="lit">Those that are lit now, one bit each.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void NoteOwnLights(int lit, long nowMs)
        {
            int kept = nowMs - _ownChangedMs <= OwnLightMs ? _ownOn & lit : 0;
            _ownOn = kept | (lit & ~_own);
            _own = lit;
            _ownChangedMs = nowMs;
        }

        // The time of held light counts in monotonic milliseconds; a flash of the AED's own is shorter.
        private bool IsBlind => _heldMs != NotHeld && _time.Until(NowMs) - _heldMs > IndicatorProfile.MaxGapInLightMs;

        // No scan since the cabinet's own lights changed: one that comes late sees them late.
        private bool IsNextAfterOwn(long atMs) => _time.HasBegun && !_time.IsAcrossFreeze(atMs) && _time.LastScanMs <= _ownChangedMs;

        // Whether the light is, or may still be, one of the cabinet's own. An unchanged level is judged as before.
        private bool IsOwn(bool lit, bool isNextAfterOwn, long atMs)
        {
            bool isRecent = isNextAfterOwn || atMs - _ownChangedMs <= OwnLightMs;
            if (_heldMs == NotHeld)
            {
                return HoldBack(lit, isRecent, atMs);
            }

            bool isOff = (_heldBy & ~_own) != 0;
            if (lit && (isRecent || !isOff))
            {
                return true;
            }

            long heldMs = _heldMs;
            _heldMs = NotHeld;
            if (!lit && isOff)
            {
                _leaks |= _heldBy & ~_own;
                _rhythm.Interrupt();
                _changedMs = _time.Of(atMs);
                return true;
            }

            // It went off before the cabinet's own light, or stayed on after it: so it was the AED's.
            _leaks &= ~_heldBy;
            TakeEdge(true, heldMs);
            return false;
        }

        private bool HoldBack(bool lit, bool isRecent, long atMs)
        {
            if (!lit && !isRecent)
            {
                // A light of the cabinet's that is lit and not seen doesn't reach the sensor (any more).
                _leaks &= ~_own;
            }

            int by = lit && !_isLit ? (isRecent ? _ownOn & _own : 0) | (_leaks & _own) : 0;
            if (by == 0)
            {
                return false;
            }

            _heldBy = by;
            _heldMs = atMs;
            return true;
        }
    }
}
