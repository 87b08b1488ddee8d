namespace AedCabinet.Temperature
{
    /// <summary>
    /// Whether the temperature probe can be relied on: a field of its own, because no temperature can stand for "none" (DOMAIN
    /// "Temperature").
    /// </summary>
    public enum ProbeHealth
    {
        /// <summary>It has not said anything good yet, nor been silent or wrong for long enough.</summary>
        Unknown = 0,

        /// <summary>Its last good reading is recent.</summary>
        Ok = 1,

        /// <summary>It is silent or only says what can't be believed.</summary>
        Fault = 2,
    }
}
