namespace AedCabinet.Settings
{
    /// <summary>When a contact counts as chattering, and when it is believed again (SPEC §4).</summary>
    public sealed class ChatteringSettings
    {
        /// <summary>
        /// Gets or sets how often a contact may change within the window, 5 to 100; one change more is chattering. Each costs 8 bytes a
        /// contact.
        /// </summary>
        public int MaxChanges { get; set; } = 20;

        /// <summary>Gets or sets the window, in seconds, 1 to 60.</summary>
        public int WindowSeconds { get; set; } = 10;

        /// <summary>
        /// Gets or sets how long it must not change at all before it is re-admitted, in seconds, 1 to 3600, not below
        /// <see cref="WindowSeconds"/>.
        /// </summary>
        public int QuietSeconds { get; set; } = 60;
    }
}
