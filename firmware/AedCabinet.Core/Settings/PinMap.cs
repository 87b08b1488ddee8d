namespace AedCabinet.Settings
{
    /// <summary>
    /// Which GPIO carries which signal; −1 for a signal that is not wired, as all are until a configuration or
    /// the firmware's table of boards says otherwise.
    /// </summary>
    public sealed class PinMap
    {
        /// <summary>The name of a board that the firmware does not know.</summary>
        public const string UnknownBoard = "unknown";

        /// <summary>Gets or sets the name of the board the pins belong to, as in <c>hardware/boards</c>.</summary>
        public string Board { get; set; } = UnknownBoard;

        /// <summary>Gets or sets the door contact of the AED compartment, to ground: low while the door is shut.</summary>
        public int AedDoor { get; set; } = -1;

        /// <summary>Gets or sets the presence contact under the AED, to ground: low while the AED is there.</summary>
        public int AedPresence { get; set; } = -1;

        /// <summary>Gets or sets the door contact of the kit compartment, to ground: low while the door is shut.</summary>
        public int KitDoor { get; set; } = -1;

        /// <summary>Gets or sets the photo-transistor over the AED's green light: low while it sees light.</summary>
        public int IndicatorGreen { get; set; } = -1;

        /// <summary>Gets or sets the photo-transistor over the AED's red light: low while it sees light.</summary>
        public int IndicatorRed { get; set; } = -1;

        /// <summary>Gets or sets the opto-coupler on the mains: low while they are there.</summary>
        public int Mains { get; set; } = -1;

        /// <summary>Gets or sets the battery's voltage divider, on the analogue converter 1.</summary>
        public int BatteryAdc { get; set; } = -1;

        /// <summary>Gets or sets the SOS button, to ground: low while pressed.</summary>
        public int Sos { get; set; } = -1;

        /// <summary>Gets or sets the service button, to ground: low while pressed.</summary>
        public int Service { get; set; } = -1;

        /// <summary>Gets or sets the case switch, to ground: low while the case is shut.</summary>
        public int Tamper { get; set; } = -1;

        /// <summary>Gets or sets the sending side of the 1-Wire bus, tied to the receiving side.</summary>
        public int OneWireTx { get; set; } = -1;

        /// <summary>Gets or sets the receiving side of the 1-Wire bus.</summary>
        public int OneWireRx { get; set; } = -1;

        /// <summary>Gets or sets the sounder's driver, high for on.</summary>
        public int Sounder { get; set; } = -1;

        /// <summary>Gets or sets the inhibit of the sounder's gate, high to inhibit.</summary>
        public int SounderInhibit { get; set; } = -1;

        /// <summary>Gets or sets the beacon's driver, high for on.</summary>
        public int Beacon { get; set; } = -1;

        /// <summary>Gets or sets the green lamp, high for on.</summary>
        public int LampGreen { get; set; } = -1;

        /// <summary>Gets or sets the amber lamp, high for on.</summary>
        public int LampAmber { get; set; } = -1;

        /// <summary>Gets or sets the red lamp, high for on.</summary>
        public int LampRed { get; set; } = -1;

        /// <summary>Gets or sets the heater's driver, high for on.</summary>
        public int Heater { get; set; } = -1;

        /// <summary>Gets or sets the lock's driver: high holds the door, so that without power it is open.</summary>
        public int Lock { get; set; } = -1;

        /// <summary>Gets or sets the fan's driver, high for on.</summary>
        public int Fan { get; set; } = -1;

        /// <summary>
        /// Gets or sets the external watchdog's input; every change of level feeds it. GPIO 5 on the reference board is a
        /// strapping pin (SDIO timing), which the ESP32 pulls up weakly and reads at reset; it is an output only after the
        /// boot. So the watchdog's chip must neither drive it nor pull it down, and must allow for the seconds of a boot, in
        /// which nothing feeds it.
        /// </summary>
        public int Watchdog { get; set; } = -1;
    }
}
