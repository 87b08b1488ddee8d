namespace AedCabinet.Settings
{
    /// <summary>How long a drill or maintenance lasts (SPEC §8).</summary>
    public sealed class ModeSettings
    {
        /// <summary>
        /// Gets or sets how long it lasts when nobody says otherwise, in minutes, 1 to 480, not above <see cref="MaxMinutes"/>.
        /// </summary>
        public int DefaultMinutes { get; set; } = 60;

        /// <summary>Gets or sets how long it lasts at most, in minutes, 1 to 480 (8 h).</summary>
        public int MaxMinutes { get; set; } = 480;
    }
}
