namespace AedCabinet.Platform
{
    /// <summary>The version of this firmware, as it is reported.</summary>
    public static class FirmwareVersion
    {
        /// <summary>Major, minor and patch number. The desktop's projects read it from here.</summary>
        public const string Text = "0.1.0";

        /// <summary>No time before it is this firmware's: 2026-01-01, in milliseconds since 1970-01-01 UTC.</summary>
        public const long DateUnixMs = 1767225600000;
    }
}
