namespace AedCabinet.Settings
{
    /// <summary>How a door contact is judged (SPEC §4, §7).</summary>
    public sealed class DoorSettings
    {
        /// <summary>
        /// Gets or sets how long the contact must be open before the door is, in milliseconds, 0 to 80. The sounder must follow within 100
        /// ms.
        /// </summary>
        public int OpenDebounceMs { get; set; } = 50;

        /// <summary>Gets or sets how long the contact must be closed before the door is, in milliseconds, 0 to 5000.</summary>
        public int ClosedDebounceMs { get; set; } = 200;

        /// <summary>Gets or sets after which time an open door has been left open, in seconds, 10 to 3600.</summary>
        public int LeftOpenSeconds { get; set; } = 120;
    }
}
