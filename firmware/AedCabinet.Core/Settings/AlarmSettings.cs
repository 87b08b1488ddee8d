namespace AedCabinet
{
    /// <summary>How long the local alarm lasts (SPEC §9).</summary>
    public sealed class AlarmSettings
    {
        /// <summary>Gets or sets how long the rescue pattern sounds, in seconds, 10 to 600.</summary>
        public int RescueSeconds { get; set; } = 60;

        /// <summary>Gets or sets how long the beacon flashes after a removal at most, in minutes, 1 to 1440.</summary>
        public int BeaconMinutes { get; set; } = 60;
    }
}
