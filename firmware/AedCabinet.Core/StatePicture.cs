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
            CabinetConfiguration configuration, SensorJudgement senses, OpenEmergencies emergencies, InspectionSchedule inspections,
            ClimateControl climate, ModeControl mode)
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
            SensorJudgement senses = _senses;
            state.Kind = _configuration.Kind;
            state.Mode = _mode.Mode;
            state.IsAedDoorOpen = senses.Aed.Door.Value;
            state.IsKitDoorOpen = senses.Kit.Door.Value;
            state.IsDoorLeftOpen = senses.Aed.LeftOpen.IsLeftOpen || senses.Kit.LeftOpen.IsLeftOpen;
            state.Aed = senses.IsSupplyFault ? Presence.Unknown : senses.Aed.Presence;
            state.Indicator = senses.HasFailed(SensorJudgement.Light) ? IndicatorState.Unknown : senses.Indicator.State;
            state.IsTampered = senses.Tamper.Value;
            TakeClimate(state);
            state.Mains = senses.HasFailed(SensorJudgement.MainsContact) ? MainsState.Unknown : senses.Mains.State;
            state.IsLongOnBattery = senses.Mains.IsTooLongOnBattery(nowMs);
            bool isUnread = senses.HasFailed(SensorJudgement.Gauge) || inputs.BatteryMv < 0;
            state.Battery = isUnread && senses.Battery.Level != BatteryLevel.NotFitted ? BatteryLevel.Unknown : senses.Battery.Level;
            state.BatteryMv = isUnread ? 0 : inputs.BatteryMv;
            TakeCare(state);
            state.Reasons = Readiness.ReasonsOf(state);
        }

        private void TakeClimate(CabinetState state)
        {
            SensorJudgement senses = _senses;

            // A kit without a probe has no temperature to be wrong; an AED must have one.
            // Safe mode is never ready: of an AED the light is not read there, and a kit's temperature counts as unknown.
            bool isUnknown = senses.HasFailed(SensorJudgement.Probe)
                || (_configuration.IsSafeMode && _configuration.Kind == CabinetKind.Kit);
            state.Temperature = isUnknown ? TemperatureLevel.Unknown : _configuration.Climate.ProbeFitted ? senses.Temperature.Level
                : TemperatureLevel.Normal;
            state.OutOfRangeMinutes = (int)(senses.Temperature.OutOfRangeMs / 60000);
            state.InsideProbe = senses.HasFailed(SensorJudgement.Probe) ? ProbeHealth.Fault : senses.Inside.Health;
            state.InsideDeciC = senses.InsideDeciC;
            if (senses.Outside != null)
            {
                state.OutsideProbe = senses.Outside.Health;
                state.OutsideDeciC = senses.Outside.TryGetDeciC(out int outsideDeciC) ? outsideDeciC : 0;
            }

            state.IsHeaterOn = _climate.IsHeaterOn;
            state.IsFanOn = _climate.IsFanOn;
            state.IsHeaterFault = _climate.IsHeaterFault;
            state.HeaterMinutesToday = _climate.HeaterMinutesToday;
        }

        private void TakeCare(CabinetState state)
        {
            InspectionSchedule inspections = _inspections;
            OpenEmergencies emergencies = _emergencies;
            state.IsVouchedByInspection = inspections.IsVouched;
            state.IsInspectionDue = inspections.IsInspectionDue;
            state.ArePadsExpired = inspections.ArePadsExpired;
            state.IsAedBatteryExpired = inspections.IsBatteryExpired;
            state.IsKitExpired = inspections.IsKitExpired;
            state.NeedsInspection = emergencies.NeedsInspection;
            state.IsRemovalOpen = emergencies.IsRemovalOpen;
            state.IsSosOpen = emergencies.IsSosOpen;
            state.IsKitOpeningOpen = emergencies.IsKitOpeningOpen;
        }
    }
}
