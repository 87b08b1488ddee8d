namespace AedCabinet.Settings
{
    /// <summary>How long and when the local alarm sounds (SPEC §9).</summary>
    public sealed class AlarmSettings
    {
        /// <summary>Gets or sets how long the rescue pattern sounds, in seconds, 10 to 600.</summary>
        public int RescueSeconds { get; set; } = 60;

        /// <summary>Gets or sets how long the beacon flashes after a removal or SOS at most, in minutes, 1 to 1440.</summary>
        public int BeaconMinutes { get; set; } = 60;

        /// <summary>
        /// Gets or sets how long a silence lasts when nobody says otherwise, in minutes, 1 to 30, not above
        /// <see cref="SilenceMaxMinutes"/>.
        /// </summary>
        public int SilenceMinutes { get; set; } = 10;

        /// <summary>Gets or sets how long a silence lasts at most, in minutes, 1 to 30.</summary>
        public int SilenceMaxMinutes { get; set; } = 30;

        /// <summary>Gets or sets how long the locate pattern sounds at most, in minutes, 1 to 15.</summary>
        public int LocateMaxMinutes { get; set; } = 15;

        /// <summary>Gets or sets how often a door left open sounds its burst, in seconds, 4 to 600.</summary>
        public int LeftOpenBurstSeconds { get; set; } = 30;

        /// <summary>
        /// Gets or sets how often a fault chirps, in seconds, 16 (a low-priority signal's least interval, DOMAIN "Sound") to 3600.
        /// </summary>
        public int FaultChirpSeconds { get; set; } = 60;

        /// <summary>Gets or sets when the quiet hours begin, in minutes since local midnight, 0 to 1439.</summary>
        public int QuietFromMinute { get; set; } = 22 * 60;

        /// <summary>
        /// Gets or sets when the quiet hours are over, in minutes since local midnight, 0 to 1439; the same as
        /// <see cref="QuietFromMinute"/> for none.
        /// </summary>
        public int QuietUntilMinute { get; set; } = 7 * 60;

        /// <summary>Gets or sets after how long without a link the amber lamp blinks, in minutes, 1 to 1440.</summary>
        public int NoLinkMinutes { get; set; } = 10;
    }
}
