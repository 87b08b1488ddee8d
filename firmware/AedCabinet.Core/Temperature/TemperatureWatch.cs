using AedCabinet.Flash;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Temperature
{
    /// <summary>
    /// Judges the temperature inside against the AED's limits (SPEC §7), counts the hours outside them, and remembers when it
    /// was outside last, because an AED faults up to a day later (SPEC §5).
    /// </summary>
    /// <remarks>
    /// Outside must last before it counts; inside counts at once, when the hysteresis is passed too. A cabinet that starts in
    /// the cold is not normal until shown otherwise: it stays unknown until it is warm or the time has passed. A failing probe
    /// makes the level unknown, but what was last known is not forgotten: no second alarm when the probe is back.
    /// </remarks>
    public sealed class TemperatureWatch
    {
        /// <summary>Where the time outside the range stands in <see cref="PersistentState.Standing"/>, in bits.</summary>
        public const int ExposureShift = 16;

        private const long MsPerHour = 3600000;

        // Ten minutes are one step in the memory: flash is not written each minute.
        private const long ExposureStepMs = 600000;

        private readonly TemperatureLimitSettings _limits;
        private readonly long _alarmMs;
        private TemperatureLevel _lastKnown = TemperatureLevel.Normal;
        private TemperatureLevel _side = TemperatureLevel.Unknown;
        private long _sideSinceMs;
        private bool _isEpisode;
        private bool _hasBeenOutside;
        private long _lastOutsideMs;
        private long _lastUpdateMs;
        private bool _isWarned;
        private long _nearSinceMs;
        private long _exposureMs;

        /// <summary>Initializes a new instance of the <see cref="TemperatureWatch"/> class.</summary>
        /// <param name="limits">What the AED can bear.</param>
        public TemperatureWatch(TemperatureLimitSettings limits)
        {
            _limits = limits;
            _alarmMs = limits.AlarmSeconds * 1000L;
        }

        /// <summary>Gets the level.</summary>
        public TemperatureLevel Level { get; private set; }

        /// <summary>
        /// Gets a value indicating whether there is something to tell in this scan: the level is known and another than the
        /// one last known. Before the first known level, normal counts as told.
        /// </summary>
        public bool Changed { get; private set; }

        /// <summary>
        /// Gets a value indicating whether the temperature is near a limit or beyond it, with the same hysteresis as the limits. Never
        /// while it is unknown.
        /// </summary>
        public bool IsNearLimit { get; private set; }

        /// <summary>
        /// Gets a value indicating whether it is to be told in this scan that the temperature is near a limit: within it, and for as
        /// long as a limit must be passed to count, because a door that is opened in winter cools the box for a moment.
        /// </summary>
        public bool WarningStarted { get; private set; }

        /// <summary>
        /// Gets after how many hours outside the range, in all since the last inspection, it is to be told in this scan; 0 when it is
        /// not. What happened before a restart counts too.
        /// </summary>
        public int ExposedHours { get; private set; }

        /// <summary>Gets a value indicating whether the hours outside the range are urgent.</summary>
        public bool IsExposureUrgent => _exposureMs >= _limits.UrgentHours * MsPerHour;

        /// <summary>Gets the time outside the range as it is remembered over restarts, no longer than what is urgent.</summary>
        public int ExposureSteps => (int)((IsExposureUrgent ? _limits.UrgentHours * MsPerHour : _exposureMs) / ExposureStepMs);

        /// <summary>
        /// Gets when a temperature that stays as it is is judged differently, in milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs
        {
            get
            {
                long deadlineMs = IsNearLimit && !_isWarned && Level == TemperatureLevel.Normal && _side == TemperatureLevel.Normal
                    ? _nearSinceMs + _alarmMs
                    : Deadline.Never;
                if (!IsOutside())
                {
                    return deadlineMs;
                }

                deadlineMs = Level != _side ? _sideSinceMs + _alarmMs : Deadline.Never;
                return IsExposureUrgent ? deadlineMs : Deadline.Earlier(deadlineMs,
                    _lastUpdateMs + ExposureStepMs - (_exposureMs % ExposureStepMs));
            }
        }

        /// <summary>
        /// Gets how long the temperature was outside the limits in the current episode, in milliseconds; between episodes, in
        /// the last one. An episode begins with the first reading outside, however short, and ends when the hysteresis is
        /// passed. Time with an unknown temperature is not counted.
        /// </summary>
        public long OutOfRangeMs { get; private set; }

        /// <summary>Judges this scan's temperature.</summary>
        /// <param name="hasTemperature">Whether it is known.</param>
        /// <param name="deciC">The temperature inside, tenths of °C.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(bool hasTemperature, int deciC, long nowMs)
        {
            CountOutside(nowMs);
            TemperatureLevel side = !hasTemperature ? TemperatureLevel.Unknown
                : deciC < _limits.LowDeciC ? TemperatureLevel.Low
                : deciC > _limits.HighDeciC ? TemperatureLevel.High
                : TemperatureLevel.Normal;
            if (side != _side)
            {
                _side = side;
                _sideSinceMs = nowMs;
            }

            FollowNearness(hasTemperature, deciC, nowMs);
            FollowEpisode(deciC, nowMs);
            TemperatureLevel level = LevelOf(deciC, nowMs);
            Changed = level != TemperatureLevel.Unknown && level != _lastKnown;
            Level = level;
            if (level != TemperatureLevel.Unknown)
            {
                _lastKnown = level;
            }

            // After the alarm at the limit itself no warning is needed.
            _isWarned = _isWarned || level == TemperatureLevel.Low || level == TemperatureLevel.High;
            WarningStarted = IsNearLimit && !_isWarned && level == TemperatureLevel.Normal && side == TemperatureLevel.Normal
                && nowMs - _nearSinceMs >= _alarmMs;
            _isWarned = _isWarned || WarningStarted;
        }

        /// <summary>Takes over the time outside the range from before a restart.</summary>
        /// <param name="standing">See <see cref="PersistentState.Standing"/>.</param>
        public void Restore(int standing) => _exposureMs = (standing >> ExposureShift) * ExposureStepMs;

        /// <summary>
        /// The AED was inspected: its time outside the range counts anew. Before the scan's update, which still counts from the scan
        /// before.
        /// </summary>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void ForgetExposure(long nowMs) => _exposureMs = IsOutside() ? _lastUpdateMs - nowMs : 0;

        /// <summary>The temperature stayed as it was.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds.</param>
        public void Hold(long untilMs)
        {
            if (IsOutside())
            {
                _lastOutsideMs = untilMs;
            }
        }

        /// <summary>When the temperature was outside the limits last, were it only for one reading.</summary>
        /// <param name="lastMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when it has not been since the boot.</returns>
        public bool TryGetLastOutOfRangeMs(out long lastMs)
        {
            lastMs = _lastOutsideMs;
            return _hasBeenOutside;
        }

        private bool IsOutside() => _side == TemperatureLevel.Low || _side == TemperatureLevel.High;

        private void CountOutside(long nowMs)
        {
            ExposedHours = 0;

            // The temperature of the scan before held until this one, however far apart they are.
            if (IsOutside())
            {
                long beforeMs = _exposureMs;
                OutOfRangeMs += nowMs - _lastUpdateMs;
                _exposureMs += nowMs - _lastUpdateMs;
                ExposedHours = HasPassed(beforeMs, _limits.UrgentHours) ? _limits.UrgentHours
                    : HasPassed(beforeMs, _limits.WarnHours) ? _limits.WarnHours
                    : 0;
            }

            _lastUpdateMs = nowMs;
        }

        private bool HasPassed(long beforeMs, int hours) => beforeMs < hours * MsPerHour && _exposureMs >= hours * MsPerHour;

        private void FollowNearness(bool hasTemperature, int deciC, long nowMs)
        {
            bool isNear = hasTemperature && IsNear(deciC);
            _nearSinceMs = isNear && !IsNearLimit ? nowMs : _nearSinceMs;
            _isWarned = _isWarned && (isNear || !hasTemperature);
            IsNearLimit = isNear;
        }

        private void FollowEpisode(int deciC, long nowMs)
        {
            if (IsOutside())
            {
                _hasBeenOutside = true;
                _lastOutsideMs = nowMs;
                if (!_isEpisode)
                {
                    _isEpisode = true;
                    OutOfRangeMs = 0;
                }
            }
            else if (_side == TemperatureLevel.Normal && !IsTooCold(deciC) && !IsTooHot(deciC))
            {
                _isEpisode = false;
            }
        }

        private TemperatureLevel LevelOf(int deciC, long nowMs)
        {
            if (_side == TemperatureLevel.Unknown)
            {
                return TemperatureLevel.Unknown;
            }

            if (_side == TemperatureLevel.Normal)
            {
                bool isStillOutside = (_lastKnown == TemperatureLevel.Low && IsTooCold(deciC))
                    || (_lastKnown == TemperatureLevel.High && IsTooHot(deciC));
                return isStillOutside ? _lastKnown : TemperatureLevel.Normal;
            }

            return _side == _lastKnown || nowMs - _sideSinceMs >= _alarmMs ? _side : Level;
        }

        // Still within the hysteresis.
        private bool IsTooCold(int deciC) => deciC < _limits.LowDeciC + _limits.HysteresisDeciC;

        private bool IsTooHot(int deciC) => deciC > _limits.HighDeciC - _limits.HysteresisDeciC;

        private bool IsNear(int deciC)
        {
            int hysteresisDeciC = IsNearLimit ? _limits.HysteresisDeciC : 0;
            return deciC < _limits.LowWarningDeciC + hysteresisDeciC || deciC > _limits.HighWarningDeciC - hysteresisDeciC;
        }
    }
}
