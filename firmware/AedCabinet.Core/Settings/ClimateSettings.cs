namespace AedCabinet.Settings
{
    /// <summary>The probe, the heater and the fan (SPEC §10).</summary>
    public sealed class ClimateSettings
    {
        /// <summary>At or above this temperature the heater is off whatever the set points are, tenths of °C (SPEC §10, fixed).</summary>
        public const int CutOffDeciC = 350;

        /// <summary>Gets or sets a value indicating whether a temperature probe is fitted.</summary>
        public bool ProbeFitted { get; set; } = true;

        /// <summary>Gets or sets a value indicating whether a second probe measures the air outside, for the registry.</summary>
        public bool OutsideProbeFitted { get; set; }

        /// <summary>Gets or sets the number of the probe inside, 8 bytes; <c>null</c> when it is alone on its bus.</summary>
        public byte[] InsideProbeRom { get; set; }

        /// <summary>Gets or sets the number of the probe outside, 8 bytes; <c>null</c> when none is fitted.</summary>
        public byte[] OutsideProbeRom { get; set; }

        /// <summary>Gets or sets a value indicating whether a heater is fitted.</summary>
        public bool HeaterFitted { get; set; } = true;

        /// <summary>Gets or sets the temperature below which the heater goes on, tenths of °C.</summary>
        public int HeaterOnBelowDeciC { get; set; } = 50;

        /// <summary>Gets or sets the temperature above which the heater goes off, tenths of °C, below <see cref="CutOffDeciC"/>.</summary>
        public int HeaterOffAboveDeciC { get; set; } = 80;

        /// <summary>Gets or sets how long the heater stays on and off at least, in seconds, 10 to 600.</summary>
        public int HeaterMinStateSeconds { get; set; } = 60;

        /// <summary>Gets or sets how long a door may be open before the heater is forced off, in seconds, 0 to 600.</summary>
        public int HeaterDoorOpenSeconds { get; set; } = 60;

        /// <summary>Gets or sets within how many minutes the heater must have warmed the box, 5 to 240.</summary>
        public int HeaterFaultMinutes { get; set; } = 30;

        /// <summary>Gets or sets by how much it must have warmed the box by then, tenths of °C, 2 to 100.</summary>
        public int HeaterFaultRiseDeciC { get; set; } = 10;

        /// <summary>Gets or sets a value indicating whether a fan is fitted.</summary>
        public bool FanFitted { get; set; }

        /// <summary>Gets or sets the temperature above which the fan goes on, tenths of °C.</summary>
        public int FanOnAboveDeciC { get; set; } = 400;

        /// <summary>Gets or sets how far below that the fan goes off again, tenths of °C, 5 to 100.</summary>
        public int FanHysteresisDeciC { get; set; } = 20;
    }
}
