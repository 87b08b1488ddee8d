using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>indicator</c> of a configuration.</summary>
    public static class IndicatorSettingsReader
    {
        /// <summary>Reads the settings; what is not said keeps its default.</summary>
        /// <param name="section">The section; receives every problem.</param>
        /// <param name="settings">The settings to write.</param>
        public static void Read(ConfigurationSection section, IndicatorSettings settings)
        {
            settings.SelfTestSeconds = section.Number("selfTestSeconds", settings.SelfTestSeconds, 10, 600);
            settings.TemperatureCauseHours = section.Number("temperatureCauseHours", settings.TemperatureCauseHours, 0, 168);
            settings.InspectAfterMinutes = section.Number("inspectAfterMinutes", settings.InspectAfterMinutes, 10, 1440);
            settings.LearnSeconds = section.Number("learnSeconds", settings.LearnSeconds, 30, 900);
            section.RejectUnknown();
        }
    }
}
