namespace AedCabinet.Settings
{
    /// <summary>The AED in the cabinet, for the registry. Text that is not known is empty and not reported.</summary>
    public sealed class AedSettings
    {
        /// <summary>Gets or sets the maker's model name.</summary>
        public string Model { get; set; } = string.Empty;

        /// <summary>Gets or sets the serial number.</summary>
        public string Serial { get; set; } = string.Empty;

        /// <summary>Gets or sets the name of its indicator's profile, as in <c>firmware/profiles</c>.</summary>
        public string Profile { get; set; } = string.Empty;

        /// <summary>Gets or sets the last day on which the pads may be used, <c>yyyy-MM-dd</c>.</summary>
        public string PadsExpire { get; set; } = string.Empty;

        /// <summary>Gets or sets the last day on which the battery may be used, <c>yyyy-MM-dd</c>.</summary>
        public string BatteryExpire { get; set; } = string.Empty;
    }
}
