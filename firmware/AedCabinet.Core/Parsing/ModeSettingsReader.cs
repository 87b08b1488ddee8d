using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>modes</c>.</summary>
    public static class ModeSettingsReader
    {
        /// <summary>Reads and checks it.</summary>
        /// <param name="section">The section.</param>
        /// <param name="settings">Holds the defaults and receives what is said.</param>
        public static void Read(ConfigurationSection section, ModeSettings settings)
        {
            settings.DefaultMinutes = section.Number("defaultMinutes", settings.DefaultMinutes, 1, 480);
            settings.MaxMinutes = section.Number("maxMinutes", settings.MaxMinutes, 1, 480);
            if (settings.DefaultMinutes > settings.MaxMinutes)
            {
                section.Reject("defaultMinutes", settings.DefaultMinutes.ToString() + " is above maxMinutes "
                    + settings.MaxMinutes.ToString());
            }

            section.RejectUnknown();
        }
    }
}
