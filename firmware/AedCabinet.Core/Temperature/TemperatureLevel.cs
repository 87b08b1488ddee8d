namespace AedCabinet.Temperature
{
    /// <summary>The temperature inside, against what the AED can bear.</summary>
    public enum TemperatureLevel
    {
        /// <summary>Not known: no temperature, or none within the limits yet and not long enough outside to say more.</summary>
        Unknown = 0,

        /// <summary>Within the limits, or not outside for long enough.</summary>
        Normal = 1,

        /// <summary>Too cold for too long.</summary>
        Low = 2,

        /// <summary>Too hot for too long.</summary>
        High = 3,
    }
}
