using AedCabinet.Formats;
using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads which temperatures the AED can bear. In JSON they are degrees Celsius with at most one decimal.</summary>
    public static class TemperatureLimitSettingsReader
    {
        /// <summary>
        /// Where only the low limit is given, its warning is this far above it, in tenths of a degree, as with the default range.
        /// </summary>
        public const int LowWarningMarginDeciC = 30;

        /// <summary>
        /// Where only the high limit is given, its warning is this far below it, in tenths of a degree (SPEC §7: inside 3 °C of a limit).
        /// </summary>
        public const int HighWarningMarginDeciC = 30;

        /// <summary>Reads the section.</summary>
        /// <param name="section">The object; what is absent keeps its value.</param>
        /// <param name="settings">Receives the limits; may hold those of the AED's profile before.</param>
        public static void Read(ConfigurationSection section, TemperatureLimitSettings settings)
        {
            if (section.Has("low"))
            {
                settings.LowDeciC = section.DeciCelsius("low", settings.LowDeciC, -400, 300);
                settings.LowWarningDeciC = settings.LowDeciC + LowWarningMarginDeciC;
            }

            if (section.Has("high"))
            {
                settings.HighDeciC = section.DeciCelsius("high", settings.HighDeciC, 100, 800);
                settings.HighWarningDeciC = settings.HighDeciC - HighWarningMarginDeciC;
            }

            settings.LowWarningDeciC = section.DeciCelsius("lowWarning", settings.LowWarningDeciC, -400, 800);
            settings.HighWarningDeciC = section.DeciCelsius("highWarning", settings.HighWarningDeciC, -400, 800);
            settings.HysteresisDeciC = section.DeciCelsius("hysteresis", settings.HysteresisDeciC, 1, 100);
            settings.AlarmSeconds = section.Number("alarmSeconds", settings.AlarmSeconds, 10, 3600);
            settings.WarnHours = section.Number("warnHours", settings.WarnHours, 1, 168);
            settings.UrgentHours = section.Number("urgentHours", settings.UrgentHours, 1, 720);
            Check(section, settings);
            section.RejectUnknown();
        }

        private static void Check(ConfigurationSection section, TemperatureLimitSettings settings)
        {
            if (settings.LowDeciC >= settings.HighDeciC)
            {
                section.Reject("low", TemperatureText.Of(settings.LowDeciC) + " is not below high");
            }
            else if (settings.LowDeciC + settings.HysteresisDeciC > settings.HighDeciC - settings.HysteresisDeciC)
            {
                section.Reject("hysteresis", TemperatureText.Of(settings.HysteresisDeciC) + " leaves nothing between low and high");
            }

            if (settings.LowWarningDeciC < settings.LowDeciC)
            {
                section.Reject("lowWarning", TemperatureText.Of(settings.LowWarningDeciC) + " is below low");
            }

            if (settings.HighWarningDeciC > settings.HighDeciC)
            {
                section.Reject("highWarning", TemperatureText.Of(settings.HighWarningDeciC) + " is above high");
            }

            if (settings.LowWarningDeciC >= settings.HighWarningDeciC)
            {
                section.Reject("lowWarning", TemperatureText.Of(settings.LowWarningDeciC) + " is not below highWarning");
            }

            if (settings.WarnHours >= settings.UrgentHours)
            {
                section.Reject("warnHours", settings.WarnHours.ToString() + " is not below urgentHours");
            }
        }
    }
}
