using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Timing;

namespace AedCabinet.Alarms
{
    /// <summary>
    /// The three status lamps (SPEC §9): green = ready, amber = not ready but only maintenance is needed, red = not ready
    /// for an urgent reason, amber blinking = no link for ten minutes. Of a board that is not commissioned all of them together
    /// blink its <see cref="FaultCode"/>.
    /// </summary>
    /// <remarks>
    /// Red goes before steady amber, and steady amber before blinking: one lamp tells the worst. Only green and the
    /// blinking amber are seen together, because a cabinet without a link is still ready for the bystander in front of it.
    /// </remarks>
    public sealed class Lamps
    {
        /// <summary>How long all lamps are on for each blink of a fault code, in milliseconds.</summary>
        public const int CodeOnMs = 300;

        /// <summary>How long they are off after each, in milliseconds: slow enough to be counted.</summary>
        public const int CodeOffMs = 300;

        /// <summary>How much longer they are off after the last, in milliseconds, so that nobody counts two codes as one.</summary>
        public const int CodePauseMs = 2000;

        private readonly AlarmPattern _code;
        private readonly long _noLinkMs;
        private bool _isWaitingForLink;
        private long _noLinkSinceMs;
        private bool _isBlinkShown;

        /// <summary>Initializes a new instance of the <see cref="Lamps"/> class.</summary>
        /// <param name="settings">How long the link may be away.</param>
        /// <param name="fault">Why the cabinet is not commissioned, <see cref="FaultCode.None"/> when it is.</param>
        public Lamps(AlarmSettings settings, FaultCode fault)
        {
            _code = fault == FaultCode.None ? null : CodePattern((int)fault);
            _noLinkMs = settings.NoLinkMinutes * 60000L;
        }

        /// <summary>Drives the lamps for this scan.</summary>
        /// <param name="isReady">Whether a bystander may rely on the cabinet.</param>
        /// <param name="isUrgent">Whether some reason against it is urgent.</param>
        /// <param name="isOnline">Whether the broker has the cabinet's link; it is away from the first scan on until it has.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="outputs">The image to write.</param>
        public void Drive(bool isReady, bool isUrgent, bool isOnline, long nowMs, OutputImage outputs)
        {
            if (isOnline)
            {
                _isWaitingForLink = false;
            }
            else if (!_isWaitingForLink)
            {
                _isWaitingForLink = true;
                _noLinkSinceMs = nowMs;
            }

            _isBlinkShown = isReady && !isUrgent;
            if (_code != null)
            {
                bool isLit = _code.IsOnAt(nowMs);
                outputs.LampGreen = isLit;
                outputs.LampAmber = isLit;
                outputs.LampRed = isLit;
                return;
            }

            outputs.LampRed = isUrgent;
            outputs.LampGreen = isReady && !isUrgent;
            outputs.LampAmber = !isUrgent && (!isReady || Blinks(nowMs));
        }

        /// <summary>When a lamp changes if nothing else does.</summary>
        /// <param name="nowMs">Monotonic time of the latest scan in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            if (_code != null)
            {
                return nowMs + _code.ToNextChangeMs(nowMs);
            }

            long blinkingMs = nowMs - _noLinkSinceMs - _noLinkMs;
            return !_isWaitingForLink || !_isBlinkShown ? Deadline.Never
                : blinkingMs < 0 ? nowMs - blinkingMs
                : nowMs + AlarmPattern.AmberBlink.ToNextChangeMs(blinkingMs);
        }

        private static AlarmPattern CodePattern(int blinks)
        {
            int[] durationsMs = new int[2 * blinks];
            for (int i = 0; i < blinks; i++)
            {
                durationsMs[2 * i] = CodeOnMs;
                durationsMs[(2 * i) + 1] = CodeOffMs;
            }

            durationsMs[durationsMs.Length - 1] += CodePauseMs;
            return new AlarmPattern(durationsMs);
        }

        private bool Blinks(long nowMs)
        {
            long blinkingMs = nowMs - _noLinkSinceMs - _noLinkMs;
            return _isWaitingForLink && blinkingMs >= 0 && AlarmPattern.AmberBlink.IsOnAt(blinkingMs);
        }
    }
}
