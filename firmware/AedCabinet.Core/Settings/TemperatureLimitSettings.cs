namespace AedCabinet.Settings
{
    /// <summary>
    /// Which temperatures the AED can bear (SPEC §7, DOMAIN "Temperature"). They belong to the AED's profile; the defaults are
    /// the range most makers name, 0 to 50 °C.
    /// </summary>
    public sealed class TemperatureLimitSettings
    {
        /// <summary>Gets or sets the temperature below which it is too cold, tenths of °C, −400 to 300.</summary>
        public int LowDeciC { get; set; } = 0;

        /// <summary>Gets or sets the temperature above which it is too hot, tenths of °C, 100 to 800.</summary>
        public int HighDeciC { get; set; } = 500;

        /// <summary>
        /// Gets or sets the temperature below which the lower limit is near, tenths of °C, not below <see cref="LowDeciC"/>.
        /// </summary>
        public int LowWarningDeciC { get; set; } = 30;

        /// <summary>
        /// Gets or sets the temperature above which the upper limit is near, tenths of °C, not above <see cref="HighDeciC"/>.
        /// </summary>
        public int HighWarningDeciC { get; set; } = 470;

        /// <summary>Gets or sets how far back within a limit the temperature must be to count as normal, tenths of °C, 1 to 100.</summary>
        public int HysteresisDeciC { get; set; } = 20;

        /// <summary>Gets or sets how long the temperature must be outside a limit, in seconds, 10 to 3600.</summary>
        public int AlarmSeconds { get; set; } = 300;

        /// <summary>Gets or sets after how many hours outside a warning is due, 1 to 168.</summary>
        public int WarnHours { get; set; } = 12;

        /// <summary>Gets or sets after how many hours outside it is urgent, above <see cref="WarnHours"/>, at most 720.</summary>
        public int UrgentHours { get; set; } = 24;
    }
}
