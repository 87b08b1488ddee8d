using AedCabinet.Indicator;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.Supply;
using AedCabinet.Temperature;

namespace AedCabinet.State
{
    /// <summary>
    /// The latest picture of the cabinet, as the <c>state</c> message tells it. The scan owns one and copies it into a
    /// <c>StateMailbox</c> when it changes; plain fields, so that a copy allocates nothing.
    /// </summary>
    public sealed class CabinetState
    {
        /// <summary>What the enclosure holds.</summary>
        public CabinetKind Kind;

        /// <summary>How the cabinet is being used.</summary>
        public OperatingMode Mode;

        /// <summary>The AED compartment's door is open.</summary>
        public bool IsAedDoorOpen;

        /// <summary>The kit compartment's door is open.</summary>
        public bool IsKitDoorOpen;

        /// <summary>A door has been left open.</summary>
        public bool IsDoorLeftOpen;

        /// <summary>Where the AED is.</summary>
        public Presence Aed;

        /// <summary>What the AED's own indicator says.</summary>
        public IndicatorState Indicator;

        /// <summary>The AED's indicator can't be read at all, and a recent human inspection stands in for it.</summary>
        public bool IsVouchedByInspection;

        /// <summary>Whether the temperature inside is within the AED's range.</summary>
        public TemperatureLevel Temperature;

        /// <summary>
        /// For how many minutes it has been outside that range, in the present episode or the latest; told in the telemetry.
        /// </summary>
        public int OutOfRangeMinutes;

        /// <summary>The health of the probe inside.</summary>
        public ProbeHealth InsideProbe;

        /// <summary>
        /// The temperature inside in tenths of a degree Celsius; of meaning only while <see cref="InsideProbe"/> is
        /// <see cref="ProbeHealth.Ok"/>.
        /// </summary>
        public int InsideDeciC;

        /// <summary>The health of the probe outside; unknown where none is fitted.</summary>
        public ProbeHealth OutsideProbe;

        /// <summary>
        /// The temperature outside in tenths of a degree Celsius; of meaning only while <see cref="OutsideProbe"/> is
        /// <see cref="ProbeHealth.Ok"/>.
        /// </summary>
        public int OutsideDeciC;

        /// <summary>The heater is on.</summary>
        public bool IsHeaterOn;

        /// <summary>The fan is on.</summary>
        public bool IsFanOn;

        /// <summary>The heater is on and doesn't heat.</summary>
        public bool IsHeaterFault;

        /// <summary>For how many minutes the heater was on today; told in the telemetry.</summary>
        public int HeaterMinutesToday;

        /// <summary>The mains.</summary>
        public MainsState Mains;

        /// <summary>The cabinet has been on battery for longer than it may (4 h).</summary>
        public bool IsLongOnBattery;

        /// <summary>The battery.</summary>
        public BatteryLevel Battery;

        /// <summary>The battery's voltage in millivolts, 0 where none is fitted or nothing was measured yet.</summary>
        public int BatteryMv;

        /// <summary>The controller's case is open.</summary>
        public bool IsTampered;

        /// <summary>The AED was taken outside a drill or maintenance, and nobody has inspected it since.</summary>
        public bool NeedsInspection;

        /// <summary>The last human inspection is too long ago.</summary>
        public bool IsInspectionDue;

        /// <summary>The pads have expired.</summary>
        public bool ArePadsExpired;

        /// <summary>The AED's battery has expired.</summary>
        public bool IsAedBatteryExpired;

        /// <summary>The first-aid kit has expired.</summary>
        public bool IsKitExpired;

        /// <summary>Emergencies that nobody has closed: a removal of the AED.</summary>
        public bool IsRemovalOpen;

        /// <summary>Emergencies that nobody has closed: SOS.</summary>
        public bool IsSosOpen;

        /// <summary>Emergencies that nobody has closed: an opened kit.</summary>
        public bool IsKitOpeningOpen;

        /// <summary>Flash refuses, can't be read, or gave something up.</summary>
        public bool IsStorageFault;

        /// <summary>Why the cabinet is not ready: bits <c>1 &lt;&lt; ReadinessReason</c>, 0 when ready.</summary>
        public int Reasons;

        /// <summary>The number of the latest event of this boot, 0 before the first.</summary>
        public int LastSeq;

        /// <summary>Copies every member.</summary>
        /// <param name="target">The state to overwrite.</param>
        public void CopyTo(CabinetState target)
        {
            target.Kind = Kind;
            target.Mode = Mode;
            target.IsAedDoorOpen = IsAedDoorOpen;
            target.IsKitDoorOpen = IsKitDoorOpen;
            target.IsDoorLeftOpen = IsDoorLeftOpen;
            target.Aed = Aed;
            target.Indicator = Indicator;
            target.IsVouchedByInspection = IsVouchedByInspection;
            target.Temperature = Temperature;
            target.OutOfRangeMinutes = OutOfRangeMinutes;
            target.InsideProbe = InsideProbe;
            target.InsideDeciC = InsideDeciC;
            target.OutsideProbe = OutsideProbe;
            target.OutsideDeciC = OutsideDeciC;
            target.IsHeaterOn = IsHeaterOn;
            target.IsFanOn = IsFanOn;
            target.IsHeaterFault = IsHeaterFault;
            target.HeaterMinutesToday = HeaterMinutesToday;
            target.Mains = Mains;
            target.IsLongOnBattery = IsLongOnBattery;
            target.Battery = Battery;
            target.BatteryMv = BatteryMv;
            target.IsTampered = IsTampered;
            target.NeedsInspection = NeedsInspection;
            target.IsInspectionDue = IsInspectionDue;
            target.ArePadsExpired = ArePadsExpired;
            target.IsAedBatteryExpired = IsAedBatteryExpired;
            target.IsKitExpired = IsKitExpired;
            target.IsRemovalOpen = IsRemovalOpen;
            target.IsSosOpen = IsSosOpen;
            target.IsKitOpeningOpen = IsKitOpeningOpen;
            target.IsStorageFault = IsStorageFault;
            target.Reasons = Reasons;
            target.LastSeq = LastSeq;
        }
    }
}
