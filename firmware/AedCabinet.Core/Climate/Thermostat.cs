using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Climate
{
    /// <summary>
    /// Keeps the AED from freezing: the heater's two set points, its least times, and everything that forces it off (SPEC §10).
    /// </summary>
    /// <remarks>
    /// Forced off means in the same scan, whatever the least times say; they hold again afterwards. The heater is taken to
    /// have been switched off just before the first scan, so that a board that restarts again and again can't chatter it.
    /// </remarks>
    public sealed class Thermostat
    {
        private readonly ClimateSettings _settings;
        private readonly long _minStateMs;
        private readonly long _doorOpenMs;
        private bool _hasStarted;
        private long _switchedMs;
        private bool _isDoorOpen;
        private long _doorOpenSinceMs;
        private long _lastUpdateMs;

        /// <summary>Initializes a new instance of the <see cref="Thermostat"/> class.</summary>
        /// <param name="settings">Set points and times.</param>
        public Thermostat(ClimateSettings settings)
        {
            _settings = settings;
            _minStateMs = settings.HeaterMinStateSeconds * 1000L;
            _doorOpenMs = settings.HeaterDoorOpenSeconds * 1000L;
        }

        /// <summary>Gets a value indicating whether the heater is to be on.</summary>
        public bool IsOn { get; private set; }

        /// <summary>Gets a value indicating whether the heater is off whatever the temperature.</summary>
        public bool IsForcedOff => ForcedOff != HeaterForcedOff.None;

        /// <summary>Gets why the heater is forced off.</summary>
        public HeaterForcedOff ForcedOff { get; private set; } = HeaterForcedOff.TemperatureUnknown;

        /// <summary>Gets how long the heater has been on since <see cref="ResetDay"/>, in milliseconds.</summary>
        public long OnTodayMs { get; private set; }

        /// <summary>Gets how long the heater has been on since <see cref="ResetDay"/>, in whole minutes.</summary>
        public int HeaterMinutesToday => (int)(OnTodayMs / 60000);

        /// <summary>Gets when it decides differently if nothing changes, in milliseconds, or <see cref="Deadline.Never"/>.</summary>
        public long DeadlineMs
        {
            get
            {
                long switchMs = _lastUpdateMs < _switchedMs + _minStateMs ? _switchedMs + _minStateMs : Deadline.Never;
                long doorMs = _doorOpenSinceMs + _doorOpenMs + 1;
                return _isDoorOpen && _lastUpdateMs < doorMs ? Deadline.Earlier(switchMs, doorMs) : switchMs;
            }
        }

        /// <summary>Nothing changed.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds.</param>
        public void Hold(long untilMs)
        {
            OnTodayMs += IsOn ? untilMs - _lastUpdateMs : 0;
            _lastUpdateMs = untilMs;
        }

        /// <summary>A new day: the heater's minutes start from zero.</summary>
        public void ResetDay() => OnTodayMs = 0;

        /// <summary>Decides for this scan.</summary>
        /// <param name="conditions">What decides; only read.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(HeaterConditions conditions, long nowMs)
        {
            if (!_hasStarted)
            {
                _hasStarted = true;
                _switchedMs = nowMs;
            }
            else if (IsOn)
            {
                // The output kept its level until this scan, however long it took.
                OnTodayMs += nowMs - _lastUpdateMs;
            }

            _lastUpdateMs = nowMs;
            if (conditions.IsDoorOpen && !_isDoorOpen)
            {
                _doorOpenSinceMs = nowMs;
            }

            _isDoorOpen = conditions.IsDoorOpen;
            ForcedOff = WhyForcedOff(conditions, nowMs);
            if (IsForcedOff)
            {
                Switch(false, nowMs);
            }
            else if (nowMs - _switchedMs >= _minStateMs)
            {
                Regulate(conditions.TemperatureDeciC, nowMs);
            }
        }

        private HeaterForcedOff WhyForcedOff(HeaterConditions conditions, long nowMs)
        {
            if (!_settings.HeaterFitted)
            {
                return HeaterForcedOff.NotFitted;
            }

            if (!conditions.HasTemperature)
            {
                return HeaterForcedOff.TemperatureUnknown;
            }

            if (conditions.TemperatureDeciC >= ClimateSettings.CutOffDeciC)
            {
                return HeaterForcedOff.TooWarm;
            }

            if (!conditions.IsOnMains)
            {
                return HeaterForcedOff.OnBattery;
            }

            return _isDoorOpen && nowMs - _doorOpenSinceMs > _doorOpenMs ? HeaterForcedOff.DoorOpen : HeaterForcedOff.None;
        }

        private void Regulate(int deciC, long nowMs)
        {
            if (!IsOn && deciC < _settings.HeaterOnBelowDeciC)
            {
                Switch(true, nowMs);
            }
            else if (IsOn && deciC > _settings.HeaterOffAboveDeciC)
            {
                Switch(false, nowMs);
            }
        }

        private void Switch(bool isOn, long nowMs)
        {
            if (IsOn != isOn)
            {
                IsOn = isOn;
                _switchedMs = nowMs;
            }
        }
    }
}
