namespace AedCabinet
{
    /// <summary>The version of this firmware, as it is reported.</summary>
    public static class FirmwareVersion
    {
        /// <summary>Major, minor and patch number. A test holds it against the projects' own.</summary>
        public const string Text = "0.1.0";
    }
}
