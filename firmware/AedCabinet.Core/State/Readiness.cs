using AedCabinet.Formats;
using AedCabinet.Indicator;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.Supply;
using AedCabinet.Temperature;

namespace AedCabinet.State
{
    /// <summary>Whether a bystander may rely on the cabinet now: a pure function of its state (SPEC §6).</summary>
    public static class Readiness
    {
        /// <summary>The reasons for which somebody must act today; the others can wait for the next round.</summary>
        public const int UrgentReasons =
            (1 << (int)ReadinessReason.AedMissing)
            | (1 << (int)ReadinessReason.AedAttention)
            | (1 << (int)ReadinessReason.AedDark)
            | (1 << (int)ReadinessReason.TemperatureLow)
            | (1 << (int)ReadinessReason.TemperatureHigh)
            | (1 << (int)ReadinessReason.HeaterFault)
            | (1 << (int)ReadinessReason.Tampered)
            | (1 << (int)ReadinessReason.BatteryCritical);

        private const string ReasonNames =
            "aed-missing, aed-attention, aed-dark, aed-unknown, indicator-conflict, temperature-low, temperature-high, "
            + "temperature-unknown, door-left-open, needs-inspection, inspection-due, pads-expired, battery-expired, "
            + "kit-expired, heater-fault, tampered, mains-lost, battery-critical, storage-fault, maintenance, not-commissioned";

        /// <summary>Gets how many reasons there are.</summary>
        public const int Count = (int)ReadinessReason.NotCommissioned + 1;

        /// <summary>Every reason that holds.</summary>
        /// <param name="state">The cabinet's state; its own <see cref="CabinetState.Reasons"/> is not looked at.</param>
        /// <returns>Bits <c>1 &lt;&lt; ReadinessReason</c>; 0 means ready.</returns>
        public static int ReasonsOf(CabinetState state)
        {
            int reasons = Bit(state.IsDoorLeftOpen, ReadinessReason.DoorLeftOpen)
                | Bit(state.IsInspectionDue, ReadinessReason.InspectionDue)
                | Bit(state.Temperature == TemperatureLevel.Low, ReadinessReason.TemperatureLow)
                | Bit(state.Temperature == TemperatureLevel.High, ReadinessReason.TemperatureHigh)
                | Bit(state.Temperature == TemperatureLevel.Unknown, ReadinessReason.TemperatureUnknown)
                | Bit(state.IsHeaterFault, ReadinessReason.HeaterFault)
                | Bit(state.IsTampered, ReadinessReason.Tampered)
                | Bit(state.IsLongOnBattery, ReadinessReason.MainsLost)
                | Bit(state.Battery == BatteryLevel.Critical, ReadinessReason.BatteryCritical)
                | Bit(state.IsStorageFault, ReadinessReason.StorageFault)
                | Bit(state.Mode == OperatingMode.Maintenance, ReadinessReason.Maintenance)
                | Bit(state.Mode == OperatingMode.NotCommissioned, ReadinessReason.NotCommissioned);
            if (state.Kind != CabinetKind.Aed)
            {
                reasons |= Bit(state.IsKitExpired, ReadinessReason.KitExpired);
            }

            return state.Kind == CabinetKind.Kit ? reasons : reasons | AedReasonsOf(state);
        }

        /// <summary>The reason's name on the wire.</summary>
        /// <param name="reason">The reason.</param>
        /// <returns>For example <c>aed-missing</c>.</returns>
        public static string NameOf(ReadinessReason reason) => Words.At(ReasonNames, (int)reason);

        private static int AedReasonsOf(CabinetState state)
        {
            int reasons = Bit(state.NeedsInspection, ReadinessReason.NeedsInspection)
                | Bit(state.ArePadsExpired, ReadinessReason.PadsExpired)
                | Bit(state.IsAedBatteryExpired, ReadinessReason.BatteryExpired);
            if (state.Aed == Presence.Absent)
            {
                // The light does not count while the AED is away.
                return reasons | Bit(true, ReadinessReason.AedMissing);
            }

            // An AED that is switched on in its cabinet is not known to be ready.
            bool isUnknown = state.Indicator == IndicatorState.InUse || state.Aed == Presence.Unknown
                || (state.Indicator == IndicatorState.Unknown && !state.IsVouchedByInspection);
            return reasons
                | Bit(state.Indicator == IndicatorState.Attention, ReadinessReason.AedAttention)
                | Bit(state.Indicator == IndicatorState.Dark, ReadinessReason.AedDark)
                | Bit(isUnknown, ReadinessReason.AedUnknown)
                | Bit(state.Indicator == IndicatorState.Conflict, ReadinessReason.IndicatorConflict);
        }

        private static int Bit(bool holds, ReadinessReason reason) => holds ? 1 << (int)reason : 0;
    }
}
