using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>chattering</c>.</summary>
    public static class ChatteringSettingsReader
    {
        /// <summary>Reads and checks it.</summary>
        /// <param name="section">The section.</param>
        /// <param name="settings">Holds the defaults and receives what is said.</param>
        public static void Read(ConfigurationSection section, ChatteringSettings settings)
        {
            settings.MaxChanges = section.Number("maxChanges", settings.MaxChanges, 5, 100);
            settings.WindowSeconds = section.Number("windowSeconds", settings.WindowSeconds, 1, 60);
            settings.QuietSeconds = section.Number("quietSeconds", settings.QuietSeconds, 1, 3600);
            if (settings.QuietSeconds < settings.WindowSeconds)
            {
                section.Reject("quietSeconds", settings.QuietSeconds.ToString() + " is below windowSeconds "
                    + settings.WindowSeconds.ToString());
            }

            section.RejectUnknown();
        }
    }
}
