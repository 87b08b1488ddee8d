using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the section <c>alarm</c>.</summary>
    public static class AlarmSettingsReader
    {
        /// <summary>Reads and checks it.</summary>
        /// <param name="section">The section.</param>
        /// <param name="settings">Holds the defaults and receives what is said.</param>
        public static void Read(ConfigurationSection section, AlarmSettings settings)
        {
            settings.RescueSeconds = section.Number("rescueSeconds", settings.RescueSeconds, 10, 600);
            settings.BeaconMinutes = section.Number("beaconMinutes", settings.BeaconMinutes, 1, 1440);
            settings.SilenceMinutes = section.Number("silenceMinutes", settings.SilenceMinutes, 1, 30);
            settings.SilenceMaxMinutes = section.Number("silenceMaxMinutes", settings.SilenceMaxMinutes, 1, 30);
            if (settings.SilenceMinutes > settings.SilenceMaxMinutes)
            {
                section.Reject("silenceMinutes", settings.SilenceMinutes.ToString() + " is above silenceMaxMinutes "
                    + settings.SilenceMaxMinutes.ToString());
            }

            settings.LocateMaxMinutes = section.Number("locateMaxMinutes", settings.LocateMaxMinutes, 1, 15);
            settings.LeftOpenBurstSeconds = section.Number("leftOpenBurstSeconds", settings.LeftOpenBurstSeconds, 4, 600);
            settings.FaultChirpSeconds = section.Number("faultChirpSeconds", settings.FaultChirpSeconds, 16, 3600);
            settings.QuietFromMinute = MinuteOfDay(section, "quietFrom", settings.QuietFromMinute);
            settings.QuietUntilMinute = MinuteOfDay(section, "quietUntil", settings.QuietUntilMinute);
            settings.NoLinkMinutes = section.Number("noLinkMinutes", settings.NoLinkMinutes, 1, 1440);
            section.RejectUnknown();
        }

        private static int MinuteOfDay(ConfigurationSection section, string name, int fallback)
        {
            string text = section.Text(name, false, 64);
            if (text.Length == 0)
            {
                return fallback;
            }

            if (text.Length == 5 && text[2] == ':')
            {
                int hour = TwoDigits(text, 0);
                int minute = TwoDigits(text, 3);
                if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60)
                {
                    return (hour * 60) + minute;
                }
            }

            section.Reject(name, "\"" + text + "\" must be a time of day such as \"22:00\"");
            return fallback;
        }

        private static int TwoDigits(string text, int start)
        {
            int tens = text[start] - '0';
            int ones = text[start + 1] - '0';
            return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : (tens * 10) + ones;
        }
    }
}
