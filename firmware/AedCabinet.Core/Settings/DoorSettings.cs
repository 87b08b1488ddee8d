namespace AedCabinet
{
    /// <summary>How a door contact is judged (SPEC §4).</summary>
    public sealed class DoorSettings
    {
        /// <summary>Gets or sets how long the contact must be open before the door is, in milliseconds, 0 to 80. The sounder must follow within 100 ms.</summary>
        public int OpenDebounceMs { get; set; } = 50;

        /// <summary>Gets or sets how long the contact must be closed before the door is, in milliseconds, 0 to 5000.</summary>
        public int ClosedDebounceMs { get; set; } = 200;
    }
}
