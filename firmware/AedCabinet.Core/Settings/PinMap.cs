namespace AedCabinet
{
    /// <summary>
    /// Which GPIO carries which signal; −1 for a signal that is not wired. The defaults are the reference board's
    /// (<c>hardware/boards/esp32-devkitc.json</c>), so that a cabinet without a valid configuration still watches its door.
    /// </summary>
    public sealed class PinMap
    {
        /// <summary>Gets or sets the name of the board the pins belong to, as in <c>hardware/boards</c>.</summary>
        public string Board { get; set; } = "esp32-devkitc";

        /// <summary>Gets or sets the door contact of the AED compartment, to ground: low while the door is shut.</summary>
        public int AedDoor { get; set; } = 32;

        /// <summary>Gets or sets the presence contact under the AED, to ground: low while the AED is there.</summary>
        public int AedPresence { get; set; } = 33;

        /// <summary>Gets or sets the sounder's driver, high for on.</summary>
        public int Sounder { get; set; } = 25;

        /// <summary>Gets or sets the beacon's driver, high for on.</summary>
        public int Beacon { get; set; } = 26;
    }
}
