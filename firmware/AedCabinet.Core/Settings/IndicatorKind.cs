namespace AedCabinet.Settings
{
    /// <summary>How an AED model shows that it is ready (DOMAIN "AED indicators").</summary>
    public enum IndicatorKind
    {
        /// <summary>In no way a photo-sensor can read, or not known: the AED is never judged ready by its light.</summary>
        Unreadable = 0,

        /// <summary>By a light that blinks.</summary>
        Blinking = 1,

        /// <summary>By a static colour.</summary>
        Steady = 2,
    }
}
