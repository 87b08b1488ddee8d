namespace AedCabinet.Inputs
{
    /// <summary>What came of one attempt to read the temperature probe.</summary>
    public enum ProbeReading
    {
        /// <summary>Nothing was read: there is no news.</summary>
        None = 0,

        /// <summary>A temperature.</summary>
        Ok = 1,

        /// <summary>
        /// 85.0 °C, which is also what the probe says before its first conversion: to be believed only when the temperature
        /// was near it before (SPEC §4).
        /// </summary>
        PowerOnValue = 2,

        /// <summary>Nobody answered: no presence pulse, or only ones.</summary>
        Disconnected = 3,

        /// <summary>An answer came, but its check sum is wrong.</summary>
        CrcError = 4,

        /// <summary>
        /// The line is held low or disturbed: what was written was read back differently, or only zeros came. A shorted line
        /// would otherwise read as a flawless 0.0 °C, because the check sum of zeros is zero.
        /// </summary>
        BusError = 5,

        /// <summary>Outside the probe's range of −55 to 125 °C, −127 °C among it.</summary>
        OutOfRange = 6,

        /// <summary>Well transmitted, but not by a DS18B20: another kind counts in other units.</summary>
        OtherDevice = 7,

        /// <summary>The same to the last bit for a day: no box is as constant as that, the probe no longer measures.</summary>
        Frozen = 8,
    }
}
