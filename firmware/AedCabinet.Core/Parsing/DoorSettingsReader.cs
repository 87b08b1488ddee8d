using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>door</c>.</summary>
    public static class DoorSettingsReader
    {
        /// <summary>Reads and checks it.</summary>
        /// <param name="section">The section.</param>
        /// <param name="settings">Holds the defaults and receives what is said.</param>
        public static void Read(ConfigurationSection section, DoorSettings settings)
        {
            settings.OpenDebounceMs = section.Number("openDebounceMs", settings.OpenDebounceMs, 0, 80);
            settings.ClosedDebounceMs = section.Number("closedDebounceMs", settings.ClosedDebounceMs, 0, 5000);
            settings.LeftOpenSeconds = section.Number("leftOpenSeconds", settings.LeftOpenSeconds, 10, 3600);
            section.RejectUnknown();
        }
    }
}
