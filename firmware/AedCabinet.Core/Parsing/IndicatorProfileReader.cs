using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>
    /// Turns a parsed profile, a file of <c>firmware/profiles</c> or the same object within a cabinet's configuration, into an
    /// <see cref="IndicatorProfile"/>, checked as a whole: every problem is named by its path.
    /// </summary>
    public static class IndicatorProfileReader
    {
        /// <summary>The kinds as they stand in a profile, in the order of <see cref="IndicatorKind"/>.</summary>
        public const string Kinds = "unreadable, blinking, steady";

        /// <summary>The meanings as they stand in a profile, in the order of <see cref="IndicatorMeaning"/>.</summary>
        public const string Meanings = "none, ready, in-use, attention";

        private const int MaxNameLength = 32;
        private const int MaxModelLength = 100;
        private const int MaxProseLength = 600;

        // Range of the cabinet's own probe.
        private const int ColdestDeciC = -550;
        private const int HottestDeciC = 1250;

        /// <summary>Reads a profile.</summary>
        /// <param name="section">The profile's object, of a file of its own or within a configuration; receives every problem.</param>
        /// <returns>The profile; use it only when no problem was noted.</returns>
        public static IndicatorProfile Read(ConfigurationSection section)
        {
            IndicatorProfile profile = new IndicatorProfile();
            if (section.Number("version", 0, 0, int.MaxValue) != IndicatorProfile.FormatVersion)
            {
                section.Reject("version", "must be " + IndicatorProfile.FormatVersion.ToString() + ", the format this firmware reads");
            }

            profile.Name = section.Text("name", true, MaxNameLength);
            if (profile.Name.Length > 0 && !IsName(profile.Name))
            {
                section.Reject("name", "may hold only letters a-z, digits and '-', and begins with a letter or digit");
            }

            profile.Model = section.Text("model", true, MaxModelLength);
            profile.Source = section.Text("source", true, MaxProseLength);
            section.Text("note", false, MaxProseLength);
            profile.IsLearnable = section.Flag("learnable", false);

            int kind = section.Choice("kind", Kinds, -1);
            profile.Kind = kind < 0 ? IndicatorKind.Unreadable : (IndicatorKind)kind;
            profile.IsKindConfirmed = section.Flag("kindConfirmed", false);
            ReadMeanings(section.Section("green"), profile.Green);
            ReadMeanings(section.Section("red"), profile.Red);
            ReadBlink(section, profile);
            ReadDark(section, profile);
            ReadTemperature(section.Section("temperature"), profile);
            if (kind >= 0)
            {
                CheckKind(section, profile);
            }

            section.RejectUnknown();
            return profile;
        }

        private static void ReadMeanings(ConfigurationSection section, LightMeanings light)
        {
            light.Blinking = (IndicatorMeaning)section.Choice("blinking", Meanings, (int)IndicatorMeaning.None);
            light.Steady = (IndicatorMeaning)section.Choice("steady", Meanings, (int)IndicatorMeaning.None);
            light.IsConfirmed = section.Flag("confirmed", false);
            section.RejectUnknown();
        }

        private static void ReadBlink(ConfigurationSection section, IndicatorProfile profile)
        {
            bool isBlinking = profile.Kind == IndicatorKind.Blinking;
            if (isBlinking != section.Has("period"))
            {
                section.Reject("period", isBlinking ? "is missing" : "belongs only to kind blinking; remove it");
            }

            if (!isBlinking && section.Has("pulse"))
            {
                section.Reject("pulse", "belongs only to kind blinking; remove it");
            }

            ConfigurationSection period = section.Section("period");
            int shortest = IndicatorProfile.ShortestPeriodMs;
            int longest = IndicatorProfile.LongestPeriodMs;
            profile.PeriodMinMs = period.Number("minMs", profile.PeriodMinMs, shortest, longest);
            profile.PeriodMaxMs = period.Number("maxMs", profile.PeriodMaxMs, shortest, longest);
            profile.IsPeriodConfirmed = period.Flag("confirmed", false);
            RejectIfAbove(period, "minMs", profile.PeriodMinMs, "maxMs", profile.PeriodMaxMs);
            period.RejectUnknown();

            ConfigurationSection pulse = section.Section("pulse");
            profile.PulseMinMs = pulse.Number("minMs", 0, 0, IndicatorProfile.SteadyAfterMs - 1);
            profile.PulseMaxMs = pulse.Number("maxMs", 0, 0, IndicatorProfile.SteadyAfterMs - 1);
            profile.IsPulseConfirmed = pulse.Flag("confirmed", false);
            if (profile.PulseMaxMs != 0)
            {
                RejectIfAbove(pulse, "minMs", profile.PulseMinMs, "maxMs", profile.PulseMaxMs);
            }

            pulse.RejectUnknown();
        }

        private static void ReadDark(ConfigurationSection section, IndicatorProfile profile)
        {
            ConfigurationSection dark = section.Section("dark");
            profile.DarkAfterMs = dark.Number("afterMs", profile.DarkAfterMs, 1000, IndicatorProfile.LongestDarkMs);
            profile.IsDarkConfirmed = dark.Flag("confirmed", false);
            int leastMs = IndicatorProfile.DarkPeriods * profile.PeriodMaxMs;
            if (profile.Kind == IndicatorKind.Blinking && profile.DarkAfterMs < leastMs)
            {
                dark.Reject(
                    "afterMs",
                    profile.DarkAfterMs.ToString() + " is below " + leastMs.ToString() + ", " + IndicatorProfile.DarkPeriods.ToString()
                        + " of the longest periods");
            }

            dark.RejectUnknown();
        }

        private static void ReadTemperature(ConfigurationSection temperature, IndicatorProfile profile)
        {
            profile.TemperatureMinDeciC = temperature.Number("minDeciC", profile.TemperatureMinDeciC, ColdestDeciC, HottestDeciC);
            profile.TemperatureMaxDeciC = temperature.Number("maxDeciC", profile.TemperatureMaxDeciC, ColdestDeciC, HottestDeciC);
            profile.IsTemperatureConfirmed = temperature.Flag("confirmed", false);
            if (profile.TemperatureMinDeciC == profile.TemperatureMaxDeciC)
            {
                temperature.Reject("minDeciC", "is the same as maxDeciC");
            }

            RejectIfAbove(temperature, "minDeciC", profile.TemperatureMinDeciC, "maxDeciC", profile.TemperatureMaxDeciC);
            temperature.RejectUnknown();
        }

        private static void CheckKind(ConfigurationSection section, IndicatorProfile profile)
        {
            bool blinks = profile.Green.Blinking == IndicatorMeaning.Ready || profile.Red.Blinking == IndicatorMeaning.Ready;
            bool isSteady = profile.Green.Steady == IndicatorMeaning.Ready || profile.Red.Steady == IndicatorMeaning.Ready;
            if (blinks != (profile.Kind == IndicatorKind.Blinking))
            {
                section.Reject("kind", blinks ? "must be blinking: a blinking light means ready here"
                    : "is blinking, but no blinking light means ready");
            }

            if (isSteady != (profile.Kind == IndicatorKind.Steady))
            {
                section.Reject("kind", isSteady ? "must be steady: a steady light means ready here"
                    : "is steady, but no steady light means ready");
            }
        }

        private static void RejectIfAbove(ConfigurationSection section, string low, int lowValue, string high, int highValue)
        {
            if (lowValue > highValue)
            {
                section.Reject(low, lowValue.ToString() + " is above " + high);
            }
        }

        private static bool IsName(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                bool isAllowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0);
                if (!isAllowed)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
