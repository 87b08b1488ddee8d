using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Supply
{
    /// <summary>
    /// Judges the battery by its voltage (SPEC §4). Each threshold has its own hysteresis and its own minute, in both
    /// directions: a battery that falls through both tells of each when that one's minute is over.
    /// </summary>
    public sealed class BatteryWatch
    {
        private readonly PowerSettings _settings;
        private readonly Debouncer _isLow;
        private readonly Debouncer _isCritical;
        private readonly long _stableMs;
        private bool _hasStarted;
        private long _startedMs;

        /// <summary>Initializes a new instance of the <see cref="BatteryWatch"/> class.</summary>
        /// <param name="settings">Whether the battery is measured, and its thresholds.</param>
        public BatteryWatch(PowerSettings settings)
        {
            int stableMs = settings.BatterySeconds * 1000;
            _settings = settings;
            _stableMs = stableMs;
            _isLow = new Debouncer(stableMs, stableMs, false);
            _isCritical = new Debouncer(stableMs, stableMs, false);
            Level = settings.BatteryFitted ? BatteryLevel.Unknown : BatteryLevel.NotFitted;
        }

        /// <summary>Gets the level; unknown for the first minute.</summary>
        public BatteryLevel Level { get; private set; }

        /// <summary>Gets a value indicating whether there is something to tell in this scan. That it is good after a boot is not.</summary>
        public bool Changed { get; private set; }

        /// <summary>When the battery is judged differently if its voltage stays as it is.</summary>
        /// <param name="nowMs">Monotonic time of the latest scan in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            long firstMs = _hasStarted && nowMs - _startedMs < _stableMs ? _startedMs + _stableMs : Deadline.Never;
            return Deadline.Earlier(firstMs, Deadline.Earlier(_isLow.DeadlineMs, _isCritical.DeadlineMs));
        }

        /// <summary>Takes one scan's voltage. Does nothing when the battery is not measured.</summary>
        /// <param name="batteryMv">The battery's voltage in millivolts; 0 reads as an empty one.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(int batteryMv, long nowMs)
        {
            Changed = false;
            if (Level == BatteryLevel.NotFitted)
            {
                return;
            }

            if (!_hasStarted)
            {
                _hasStarted = true;
                _startedMs = nowMs;
            }

            _isLow.Update(IsBelow(batteryMv, _settings.BatteryLowMv, _isLow.Value), nowMs);
            _isCritical.Update(IsBelow(batteryMv, _settings.BatteryCriticalMv, _isCritical.Value), nowMs);
            if (nowMs - _startedMs < _stableMs)
            {
                return;
            }

            BatteryLevel level = _isCritical.Value ? BatteryLevel.Critical : _isLow.Value ? BatteryLevel.Low : BatteryLevel.Ok;
            Changed = level != Level && !(Level == BatteryLevel.Unknown && level == BatteryLevel.Ok);
            Level = level;
        }

        private bool IsBelow(int batteryMv, int thresholdMv, bool wasBelow) =>
            batteryMv < thresholdMv + (wasBelow ? _settings.BatteryHysteresisMv : 0);
    }
}
