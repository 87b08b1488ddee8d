namespace AedCabinet.Inputs
{
    /// <summary>
    /// What the cabinet senses at the start of one scan, before any judgement: the PLC's input image.
    /// Plain fields, written once a scan by the outermost layer and only read by <c>Cabinet</c>:
    /// on nanoCLR a property call costs as much as the judgement behind it.
    /// </summary>
    public sealed class InputImage
    {
        /// <summary>How often it is taken, in milliseconds: the period of a scan (SPEC §3, fixed).</summary>
        public const int PeriodMs = 20;

        /// <summary>The AED compartment's door contact is open (an open circuit: a broken wire reads as an open door).</summary>
        public bool AedDoorContactOpen;

        /// <summary>The contact under the AED is pressed (a closed circuit: a broken wire reads as a missing AED).</summary>
        public bool AedPresenceContactClosed;

        /// <summary>The kit compartment's door contact is open.</summary>
        public bool KitDoorContactOpen;

        /// <summary>The controller's case switch is open.</summary>
        public bool TamperContactOpen;

        /// <summary>The SOS button is pressed.</summary>
        public bool SosContactClosed;

        /// <summary>The service button is pressed.</summary>
        public bool ServiceContactClosed;

        /// <summary>The opto-coupler on the mains conducts.</summary>
        public bool MainsPresent;

        /// <summary>The sensor over the AED's green light sees light now.</summary>
        public bool GreenLit;

        /// <summary>The sensor over the AED's red light sees light now.</summary>
        public bool RedLit;

        /// <summary>What the probe inside reported since the last scan; mostly <see cref="ProbeReading.None"/>.</summary>
        public ProbeReading InsideReading;

        /// <summary>The temperature that came with <see cref="InsideReading"/>, in tenths of a degree Celsius.</summary>
        public int InsideDeciC;

        /// <summary>What the probe outside reported since the last scan.</summary>
        public ProbeReading OutsideReading;

        /// <summary>The temperature that came with <see cref="OutsideReading"/>, in tenths of a degree Celsius.</summary>
        public int OutsideDeciC;

        /// <summary>
        /// The battery's voltage in millivolts as measured last, 0 before the first measurement, below 0 when it can't be measured.
        /// </summary>
        public int BatteryMv;

        /// <summary>The time of day in milliseconds since 1970-01-01 UTC, −1 while nobody has set the clock.</summary>
        public long UnixMs = -1;

        /// <summary>The link to the broker is up.</summary>
        public bool IsOnline;

        /// <summary>Gets the edges of the green light since the last scan.</summary>
        public LightEdges GreenEdges { get; } = new LightEdges();

        /// <summary>Gets the edges of the red light since the last scan.</summary>
        public LightEdges RedEdges { get; } = new LightEdges();

        /// <summary>
        /// Gets a value indicating whether something came since the scan before: a probe's reading or an edge of a light.
        /// </summary>
        public bool HasNews =>
            InsideReading != ProbeReading.None || OutsideReading != ProbeReading.None || GreenEdges.Count > 0 || RedEdges.Count > 0;

        /// <summary>
        /// Every contact and light, the link, whether the clock is set and the battery's voltage, as one number to compare two scans by.
        /// </summary>
        /// <returns>A bit for each, set for a pin that is low; above them the voltage.</returns>
        public int Levels() =>
            (AedDoorContactOpen ? 0 : 1)
            | (AedPresenceContactClosed ? 2 : 0)
            | (KitDoorContactOpen ? 0 : 4)
            | (TamperContactOpen ? 0 : 8)
            | (SosContactClosed ? 16 : 0)
            | (ServiceContactClosed ? 32 : 0)
            | (GreenLit ? 64 : 0)
            | (RedLit ? 128 : 0)
            | (MainsPresent ? 256 : 0)
            | (IsOnline ? 512 : 0)
            | (UnixMs >= 0 ? 1024 : 0)
            | (BatteryMv << 11);

        /// <summary>Copies what holds for longer than this scan: the contacts, the lights as they are and the battery's voltage.</summary>
        /// <param name="target">The image to write.</param>
        public void CopyContactsTo(InputImage target)
        {
            target.AedDoorContactOpen = AedDoorContactOpen;
            target.AedPresenceContactClosed = AedPresenceContactClosed;
            target.KitDoorContactOpen = KitDoorContactOpen;
            target.TamperContactOpen = TamperContactOpen;
            target.SosContactClosed = SosContactClosed;
            target.ServiceContactClosed = ServiceContactClosed;
            target.MainsPresent = MainsPresent;
            target.GreenLit = GreenLit;
            target.RedLit = RedLit;
            target.BatteryMv = BatteryMv;
        }
    }
}
