namespace AedCabinet.Settings
{
    /// <summary>How the SOS button and the service button are judged (SPEC §4).</summary>
    public sealed class ButtonSettings
    {
        /// <summary>Gets or sets how long the SOS button must be pressed before it is believed, in milliseconds, 0 to 1000.</summary>
        public int SosDebounceMs { get; set; } = 100;

        /// <summary>Gets or sets how long the service button must be stable either way, in milliseconds, 0 to 1000.</summary>
        public int ServiceDebounceMs { get; set; } = 100;

        /// <summary>Gets or sets below which time a press of the service button is short, in milliseconds, 200 to 10000.</summary>
        public int ShortPressMs { get; set; } = 2000;

        /// <summary>
        /// Gets or sets from which time on a press of the service button is long, in milliseconds, 1000 to 30000, not below
        /// <see cref="ShortPressMs"/>.
        /// </summary>
        public int LongPressMs { get; set; } = 5000;

        /// <summary>
        /// Gets or sets how long SOS must be held to call for help in a drill that SOS is part of, in milliseconds, 1000 to 30000.
        /// </summary>
        public int SosDrillMs { get; set; } = 3000;
    }
}
