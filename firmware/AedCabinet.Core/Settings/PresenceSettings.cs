namespace AedCabinet.Settings
{
    /// <summary>The contact or beam that tells whether the AED is in its place (SPEC §4).</summary>
    public sealed class PresenceSettings
    {
        /// <summary>Gets or sets a value indicating whether one is fitted; without one, opening the door counts as a removal.</summary>
        public bool Fitted { get; set; } = true;

        /// <summary>Gets or sets how long it must be stable either way, in milliseconds, 0 to 10000.</summary>
        public int DebounceMs { get; set; } = 500;
    }
}
