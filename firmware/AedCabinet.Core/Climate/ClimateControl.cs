using AedCabinet.Events;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Climate
{
    /// <summary>Keeps the AED from freezing and from cooking: heater, fan, and whether the heater really heats (SPEC §10).</summary>
    public sealed class ClimateControl
    {
        private readonly Thermostat _thermostat;
        private readonly HeaterFaultWatch _faultWatch;
        private readonly Fan _fan;
        private readonly HeaterConditions _conditions = new HeaterConditions();
        private int _localDay = LocalTime.Unknown;

        /// <summary>Initializes a new instance of the <see cref="ClimateControl"/> class.</summary>
        /// <param name="settings">Set points and limits.</param>
        public ClimateControl(ClimateSettings settings)
        {
            _thermostat = new Thermostat(settings);
            _faultWatch = new HeaterFaultWatch(settings);
            _fan = new Fan(settings);
        }

        /// <summary>Gets a value indicating whether the heater is on.</summary>
        public bool IsHeaterOn => _thermostat.IsOn;

        /// <summary>Gets why the heater is kept off regardless of the temperature.</summary>
        public HeaterForcedOff ForcedOff => _thermostat.ForcedOff;

        /// <summary>Gets for how many minutes the heater was on today.</summary>
        public int HeaterMinutesToday => _thermostat.HeaterMinutesToday;

        /// <summary>Gets a value indicating whether the fan is on.</summary>
        public bool IsFanOn => _fan.IsOn;

        /// <summary>Gets a value indicating whether the heater is on and doesn't heat, or heats although it is off.</summary>
        public bool IsHeaterFault => _faultWatch.IsFault;

        /// <summary>
        /// Gets when something is decided differently if nothing changes, in milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs => Deadline.Earlier(_thermostat.DeadlineMs, _faultWatch.DeadlineMs);

        /// <summary>Nothing changed.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds.</param>
        public void Hold(long untilMs) => _thermostat.Hold(untilMs);

        /// <summary>Says which day it is, before <see cref="Update"/>; not needed for it.</summary>
        /// <param name="localDay">The local day, or <see cref="LocalTime.Unknown"/>.</param>
        public void NoteDay(int localDay)
        {
            if (localDay != _localDay)
            {
                _localDay = localDay;
                _thermostat.ResetDay();
            }
        }

        /// <summary>Controls the heater for this scan.</summary>
        /// <param name="senses">The senses.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Update(SensorJudgement senses, long nowMs)
        {
            _conditions.HasTemperature = senses.HasInside;
            _conditions.TemperatureDeciC = senses.InsideDeciC;

            // When the mains are unknown they count as present: the AED must not freeze.
            _conditions.IsOnMains = senses.Mains.IsOnMains || senses.HasFailed(SensorJudgement.MainsContact);
            _conditions.IsDoorOpen = senses.IsAnyDoorOpen;
            _thermostat.Update(_conditions, nowMs);
        }

        /// <summary>Controls the fan and reports when the heater fails: after <see cref="Update"/>, and not needed for it.</summary>
        /// <param name="senses">The senses.</param>
        /// <param name="emitter">Receives the events.</param>
        /// <param name="isNight">Whether no sun shines anywhere in the country.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Watch(SensorJudgement senses, EventEmitter emitter, bool isNight, long nowMs)
        {
            // Only a heater that has its mains can heat by itself, and only in a box that is shut nothing else does.
            HeaterForcedOff forcedOff = ForcedOff;
            isNight = isNight && (forcedOff == HeaterForcedOff.None || forcedOff == HeaterForcedOff.TooWarm) && !_conditions.IsDoorOpen;
            HeaterFaultWatch watch = _faultWatch;
            watch.Update(_thermostat.IsOn, isNight, senses.HasInside, senses.InsideDeciC, nowMs);
            _fan.Update(senses.HasInside, senses.InsideDeciC);
            if (watch.Changed)
            {
                string data = watch.Fault == HeaterFaultWatch.HotWhileOff ? EventData.CausedByHeatWhileOff : null;
                emitter.Emit(watch.IsFault ? EventKind.HeaterFault : EventKind.HeaterOk, data, nowMs);
            }
        }
    }
}
