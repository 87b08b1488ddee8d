namespace AedCabinet.Settings
{
    /// <summary>What the cabinet makes of UTC, the only time the network tells.</summary>
    public sealed class ClockSettings
    {
        /// <summary>
        /// Gets or sets how far local time is ahead of UTC, in minutes, −720 to 840. China has one time zone and no summer time: 480.
        /// </summary>
        public int UtcOffsetMinutes { get; set; } = 480;
    }
}
