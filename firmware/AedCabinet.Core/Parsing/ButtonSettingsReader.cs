using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>buttons</c>.</summary>
    public static class ButtonSettingsReader
    {
        /// <summary>Reads and checks it.</summary>
        /// <param name="section">The section.</param>
        /// <param name="settings">Holds the defaults and receives what is said.</param>
        public static void Read(ConfigurationSection section, ButtonSettings settings)
        {
            settings.SosDebounceMs = section.Number("sosDebounceMs", settings.SosDebounceMs, 0, 1000);
            settings.ServiceDebounceMs = section.Number("serviceDebounceMs", settings.ServiceDebounceMs, 0, 1000);
            settings.ShortPressMs = section.Number("shortPressMs", settings.ShortPressMs, 200, 10000);
            settings.LongPressMs = section.Number("longPressMs", settings.LongPressMs, 1000, 30000);
            settings.SosDrillMs = section.Number("sosDrillMs", settings.SosDrillMs, 1000, 30000);
            if (settings.ShortPressMs > settings.LongPressMs)
            {
                section.Reject("shortPressMs", settings.ShortPressMs.ToString() + " is above longPressMs "
                    + settings.LongPressMs.ToString());
            }

            section.RejectUnknown();
        }
    }
}
