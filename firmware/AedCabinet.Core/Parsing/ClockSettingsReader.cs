using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>clock</c>.</summary>
    public static class ClockSettingsReader
    {
        /// <summary>Reads and checks it.</summary>
        /// <param name="section">The section.</param>
        /// <param name="settings">Holds the defaults and receives what is said.</param>
        public static void Read(ConfigurationSection section, ClockSettings settings)
        {
            settings.UtcOffsetMinutes = section.Number("utcOffsetMinutes", settings.UtcOffsetMinutes, -720, 840);
            section.RejectUnknown();
        }
    }
}
