using AedCabinet.Climate;
using AedCabinet.Indicator;
using AedCabinet.Inputs;
using AedCabinet.Inspection;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supply;
using AedCabinet.Temperature;

namespace AedCabinet
{
    /// <summary>Puts together the cabinet's state from what its parts say: the one place that knows which part says what.</summary>
    public sealed class StatePicture
    {
        private readonly CabinetConfiguration _configuration;
        private readonly SensorJudgement _senses;
        private readonly OpenEmergencies _emergencies;
        private readonly InspectionSchedule _inspections;
        private readonly ClimateControl _climate;
        private readonly ModeControl _mode;

        /// <summary>Initializes a new instance of the <see cref="StatePicture"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="senses">What it senses.</param>
        /// <param name="emergencies">What nobody has closed yet.</param>
        /// <param name="inspections">When a human must look after it.</param>
        /// <param name="climate">Heater and fan.</param>
        /// <param name="mode">How it is being used.</param>
        public StatePicture(
            CabinetConfiguration configuration, SensorJudgement senses, OpenEmergencies emergencies, InspectionSchedule inspections, ClimateControl climate, ModeControl mode)
        {
            _configuration = configuration;
            _senses = senses;
            _emergencies = emergencies;
            _inspections = inspections;
            _climate = climate;
            _mode = mode;
        }

        /// <summary>Takes the picture, reasons included.</summary>
        /// <param name="state">Receives it; the number of the latest event is left as it is.</param>
        /// <param name="inputs">The scan's inputs.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Take(CabinetState state, InputImage inputs, long nowMs)
        {
            state.Kind = _configuration.Kind;
            state.Mode = _mode.Mode;
            state.IsAedDoorOpen = _senses.Aed.Door.Value;
            state.IsKitDoorOpen = _senses.Kit.Door.Value;
            state.IsDoorLeftOpen = _senses.Aed.LeftOpen.IsLeftOpen || _senses.Kit.LeftOpen.IsLeftOpen;
            state.Aed = _senses.IsSupplyFault ? Presence.Unknown : _senses.Aed.Presence;
            state.Indicator = _senses.HasFailed(SensorJudgement.Light) ? IndicatorState.Unknown : _senses.Indicator.State;
            state.IsTampered = _senses.Tamper.Value;
            TakeClimate(state);
            state.Mains = _senses.HasFailed(SensorJudgement.MainsContact) ? MainsState.Unknown : _senses.Mains.State;
            state.IsLongOnBattery = _senses.Mains.IsTooLongOnBattery(nowMs);
            bool isUnread = _senses.HasFailed(SensorJudgement.Gauge) || inputs.BatteryMv < 0;
            state.Battery = isUnread && _senses.Battery.Level != BatteryLevel.NotFitted ? BatteryLevel.Unknown : _senses.Battery.Level;
            state.BatteryMv = isUnread ? 0 : inputs.BatteryMv;
            TakeCare(state);
            state.Reasons = Readiness.ReasonsOf(state);
        }

        private void TakeClimate(CabinetState state)
        {
            // A kit without a probe has no temperature to be wrong; an AED must have one.
            // Safe mode is never ready: of an AED the light is not read there, and a kit's temperature counts as unknown.
            bool isUnknown = _senses.HasFailed(SensorJudgement.Probe) || (_configuration.IsSafeMode && _configuration.Kind == CabinetKind.Kit);
            state.Temperature = isUnknown ? TemperatureLevel.Unknown : _configuration.Climate.ProbeFitted ? _senses.Temperature.Level : TemperatureLevel.Normal;
            state.OutOfRangeMinutes = (int)(_senses.Temperature.OutOfRangeMs / 60000);
            state.InsideProbe = _senses.HasFailed(SensorJudgement.Probe) ? ProbeHealth.Fault : _senses.Inside.Health;
            state.InsideDeciC = _senses.InsideDeciC;
            if (_senses.Outside != null)
            {
                state.OutsideProbe = _senses.Outside.Health;
                state.OutsideDeciC = _senses.Outside.TryGetDeciC(out int outsideDeciC) ? outsideDeciC : 0;
            }

            state.IsHeaterOn = _climate.IsHeaterOn;
            state.IsFanOn = _climate.IsFanOn;
            state.IsHeaterFault = _climate.IsHeaterFault;
            state.HeaterMinutesToday = _climate.HeaterMinutesToday;
        }

        private void TakeCare(CabinetState state)
        {
            state.IsVouchedByInspection = _inspections.IsVouched;
            state.IsInspectionDue = _inspections.IsInspectionDue;
            state.ArePadsExpired = _inspections.ArePadsExpired;
            state.IsAedBatteryExpired = _inspections.IsBatteryExpired;
            state.IsKitExpired = _inspections.IsKitExpired;
            state.NeedsInspection = _emergencies.NeedsInspection;
            state.IsRemovalOpen = _emergencies.IsRemovalOpen;
            state.IsSosOpen = _emergencies.IsSosOpen;
            state.IsKitOpeningOpen = _emergencies.IsKitOpeningOpen;
        }
    }
}
