namespace AedCabinet.Climate
{
    /// <summary>
    /// What decides over the heater in one scan. Plain fields, written once a scan; untouched, they keep the heater off.
    /// </summary>
    public sealed class HeaterConditions
    {
        /// <summary>The temperature inside is known.</summary>
        public bool HasTemperature;

        /// <summary>The temperature inside, tenths of °C.</summary>
        public int TemperatureDeciC;

        /// <summary>The mains feed the cabinet.</summary>
        public bool IsOnMains;

        /// <summary>A door of the heated box is open.</summary>
        public bool IsDoorOpen;
    }
}
