namespace AedCabinet.Settings
{
    /// <summary>How much an event matters, in rising order (SPEC §7).</summary>
    public enum Severity
    {
        /// <summary>For the record.</summary>
        Info = 0,

        /// <summary>The site's maintenance staff must act in their own time.</summary>
        Maintenance = 1,

        /// <summary>The AED may not be usable: act today.</summary>
        Urgent = 2,

        /// <summary>Somebody is being rescued, or the AED is gone: act now.</summary>
        Emergency = 3,
    }
}
