namespace AedCabinet.Settings
{
    /// <summary>The lock, which most cabinets had better not have (SPEC §14): off by default, and it fails open.</summary>
    public sealed class LockSettings
    {
        /// <summary>Gets or sets a value indicating whether a lock is fitted that holds only while it is driven.</summary>
        public bool Fitted { get; set; }

        /// <summary>Gets or sets how long an unlocking lasts, in seconds, 1 to 60.</summary>
        public int PulseSeconds { get; set; } = 5;
    }
}
