namespace AedCabinet.Alarms
{
    /// <summary>What the sounder sounds, in rising priority (SPEC §9).</summary>
    public enum AlarmPriority
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>The cabinet is not ready for a maintenance or urgent reason.</summary>
        Fault = 1,

        /// <summary>A door has been left open.</summary>
        LeftOpen = 2,

        /// <summary>Somebody is being guided to the cabinet.</summary>
        Locate = 3,

        /// <summary>The AED was taken, its door opened, or SOS pressed.</summary>
        Rescue = 4,
    }
}
