using AedCabinet.Formats;
using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>
    /// Turns a parsed <c>cabinet.json</c> into a <see cref="CabinetConfiguration"/>, checked as a whole: every problem is
    /// named by its path, and a configuration with any problem is not used at all (SPEC §15).
    /// </summary>
    public static class ConfigurationReader
    {
        /// <summary>The departments that own data (数据归口管理), as they stand in a topic.</summary>
        public const string Sectors =
            "health, education, transport, culture-tourism, sport, civil-affairs, emergency-management, public-security, "
            + "housing, red-cross, enterprise, commerce, civil-aviation, railway, government-offices";

        private const int MaxIdLength = 32;
        private const int NoAccess = int.MaxValue;
        private const int MaxTextLength = 100;
        private const int MaxHostLength = 253;
        private const int KeyLength = 32;

        // Leaves a hundred million boots before the number no longer fits.
        private const int MaxFirstBoot = 2000000000;

        private const string Kinds = "aed, kit, station";
        private const string Networks = "wifi, ethernet";
        private const string AccessKinds = "yes, permissive, customers, private, no";

        /// <summary>Reads a configuration.</summary>
        /// <param name="file">The file's JSON object.</param>
        /// <param name="isBare">Whether to read only what safe mode keeps, for safe mode's settings: where reading everything
        /// throws.</param>
        /// <returns>The configuration; use it only when the file's <see cref="ConfigurationSection.Problems"/> stayed empty.</returns>
        public static CabinetConfiguration Read(ConfigurationSection file, bool isBare = false)
        {
            CabinetConfiguration configuration = new CabinetConfiguration();

            if (file.Number("version", 0, 0, int.MaxValue) != CabinetConfiguration.FormatVersion)
            {
                file.Reject("version", "must be " + CabinetConfiguration.FormatVersion.ToString() + ", the format this firmware reads");
            }

            ReadIdentity(file, configuration);
            ReadSite(file.Section("site"), configuration.Site);
            ReadAed(file.Section("aed"), configuration.Aed);
            if (isBare)
            {
                ReadBare(file, configuration);
            }
            else
            {
                ReadJudgement(file, configuration);
            }

            configuration.Network = (NetworkKind)file.Choice("network", Networks, (int)NetworkKind.Wifi);
            ReadBroker(file.Section("broker"), configuration.Broker);
            configuration.CommandKey = ReadKey(file);
            PinMapReader.Read(file.Section("pins"), configuration);
            if (!isBare)
            {
                file.RejectUnknown();
            }

            configuration.IsCommissioned = file.Problems.Count == 0;
            return isBare ? configuration.ToSafeMode() : configuration;
        }

        private static void ReadIdentity(ConfigurationSection file, CabinetConfiguration configuration)
        {
            configuration.Id = file.Text("id", true, MaxIdLength);
            if (configuration.Id.Length > 0 && !IsTopicLevel(configuration.Id))
            {
                file.Reject("id", "may hold only letters A-Z and a-z, digits, '.', '_' and '-'");
            }

            configuration.FirstBoot = file.Number("firstBoot", configuration.FirstBoot, 1, MaxFirstBoot);

            int kind = file.Choice("kind", Kinds, -1);
            configuration.Kind = kind < 0 ? CabinetKind.Aed : (CabinetKind)kind;

            configuration.Prefecture = Code(file, "prefecture", 4);
            configuration.County = Code(file, "county", 6);
            if (configuration.County.Length > 0 && configuration.Prefecture.Length > 0
                && !configuration.County.StartsWith(configuration.Prefecture))
            {
                file.Reject("county", configuration.County + " does not belong to prefecture " + configuration.Prefecture);
            }

            configuration.Sector = file.Choice("sector", Sectors, -1) < 0 ? string.Empty : file.Text("sector", false, MaxTextLength);
        }

        private static void ReadSite(ConfigurationSection section, SiteSettings site)
        {
            site.Name = section.Text("name", false, MaxTextLength);
            site.Site = section.Text("site", false, MaxTextLength);
            site.Where = section.Text("where", false, MaxTextLength);
            site.Floor = section.Text("floor", false, MaxTextLength);
            site.Indoor = section.Flag("indoor", false);
            site.Mobile = section.Flag("mobile", false);
            site.Access = section.Choice("access", AccessKinds, NoAccess) == NoAccess ? string.Empty
                : section.Text("access", false, MaxTextLength);
            site.Hours = section.Text("hours", false, MaxTextLength);
            site.HasPosition = section.Has("lat") || section.Has("lon");
            if (site.HasPosition)
            {
                site.LatitudeE6 = section.DegreesE6("lat", 90);
                site.LongitudeE6 = section.DegreesE6("lon", 180);
            }

            site.ContactName = section.Text("contactName", false, MaxTextLength);
            site.ContactPhone = section.Text("contactPhone", false, MaxTextLength);
            site.TrainedResponders = section.Number("trainedResponders", -1, 0, 100000);
            section.RejectUnknown();
        }

        private static void ReadAed(ConfigurationSection section, AedSettings aed)
        {
            aed.Model = section.Text("model", false, MaxTextLength);
            aed.Serial = section.Text("serial", false, MaxTextLength);
            aed.Profile = section.Text("profile", false, MaxTextLength);
            aed.PadsExpire = section.Date("padsExpire");
            aed.BatteryExpire = section.Date("batteryExpire");
            section.RejectUnknown();
        }

        private static void ReadJudgement(ConfigurationSection file, CabinetConfiguration configuration)
        {
            DoorSettingsReader.Read(file.Section("door"), configuration.Door);
            ChatteringSettingsReader.Read(file.Section("chattering"), configuration.Chattering);
            ButtonSettingsReader.Read(file.Section("buttons"), configuration.Buttons);

            ReadPresence(file.Section("presence"), configuration.Presence);
            ReadKit(file.Section("kit"), configuration);
            AlarmSettingsReader.Read(file.Section("alarm"), configuration.Alarm);
            ModeSettingsReader.Read(file.Section("modes"), configuration.Modes);
            CareSettingsReader.Read(file.Section("care"), configuration.Care);
            ClockSettingsReader.Read(file.Section("clock"), configuration.Clock);
            ReadIndicator(file, configuration);
            TemperatureLimitSettingsReader.Read(file.Section("temperature"), configuration.TemperatureLimits);
            ConfigurationSection climate = file.Section("climate");
            ClimateSettingsReader.Read(climate, configuration.Climate, configuration.TemperatureLimits);
            if (configuration.Kind != CabinetKind.Kit && !configuration.Climate.ProbeFitted)
            {
                climate.Reject("probeFitted", "an AED's temperature must be known; only a kit may do without a probe");
            }

            ConfigurationSection power = file.Section("power");
            PowerSettingsReader.Read(power, configuration.Power);
            if (configuration.Power.DeepSleep && configuration.Kind != CabinetKind.Kit)
            {
                power.Reject("deepSleep", "only a kit sleeps; an AED's light and temperature must be watched all the time");
            }
            ConfigurationSection door = file.Section("lock");
            configuration.Lock.Fitted = door.Flag("fitted", false);
            configuration.Lock.PulseSeconds = door.Number("pulseSeconds", configuration.Lock.PulseSeconds, 1, 60);
            door.RejectUnknown();
        }

        // The settings that safe mode keeps, except the inspection dates; sections that are read and checked as a whole are left out.
        private static void ReadBare(ConfigurationSection file, CabinetConfiguration configuration)
        {
            ReadPresence(file.Section("presence"), configuration.Presence);
            ReadKit(file.Section("kit"), configuration);
            ConfigurationSection section = file.Section("climate");
            configuration.Climate.ProbeFitted = section.Flag("probeFitted", configuration.Climate.ProbeFitted);
            configuration.Climate.HeaterFitted = section.Flag("heaterFitted", configuration.Climate.HeaterFitted);
            if (ProbeNumber.TryParse(section.Text("insideProbe", false, 64), out byte[] rom))
            {
                configuration.Climate.InsideProbeRom = rom;
            }

            configuration.Power.MainsFitted = file.Section("power").Flag("mainsFitted", configuration.Power.MainsFitted);
        }

        // A section of their own each: on the device what a local variable holds stays in memory while the largest section is read.
        private static void ReadPresence(ConfigurationSection section, PresenceSettings presence)
        {
            presence.Fitted = section.Flag("fitted", presence.Fitted);
            presence.DebounceMs = section.Number("debounceMs", presence.DebounceMs, 0, 10000);
            section.RejectUnknown();
        }

        private static void ReadKit(ConfigurationSection section, CabinetConfiguration configuration)
        {
            configuration.KitOpenedSeverity = (Severity)section.Choice("openedSeverity", Words.SeverityNames,
                (int)configuration.KitOpenedSeverity);
            section.RejectUnknown();
        }

        private static void ReadIndicator(ConfigurationSection file, CabinetConfiguration configuration)
        {
            if (file.Has("indicatorProfile"))
            {
                configuration.IndicatorProfile = IndicatorProfileReader.Read(file.Section("indicatorProfile"));

                // The AED's own range, unless the section "temperature" says otherwise.
                configuration.TemperatureLimits.LowDeciC = configuration.IndicatorProfile.TemperatureMinDeciC;
                configuration.TemperatureLimits.HighDeciC = configuration.IndicatorProfile.TemperatureMaxDeciC;
                configuration.TemperatureLimits.LowWarningDeciC = configuration.TemperatureLimits.LowDeciC
                    + TemperatureLimitSettingsReader.LowWarningMarginDeciC;
                configuration.TemperatureLimits.HighWarningDeciC =
                    configuration.TemperatureLimits.HighDeciC - TemperatureLimitSettingsReader.HighWarningMarginDeciC;
            }

            IndicatorSettingsReader.Read(file.Section("indicator"), configuration.Indicator);
        }

        private static void ReadBroker(ConfigurationSection section, BrokerSettings broker)
        {
            broker.Host = section.Text("host", true, MaxHostLength);
            broker.Tls = section.Flag("tls", broker.Tls);
            broker.Port = section.Number("port", broker.Tls ? 8883 : 1883, 1, 65535);
            broker.CaFile = section.Text("caFile", false, MaxTextLength);
            broker.User = section.Text("user", false, MaxTextLength);
            broker.Password = section.Text("password", false, MaxTextLength);
            broker.KeepAliveSeconds = section.Number("keepAliveSeconds", broker.KeepAliveSeconds, 10, 3600);
            broker.FirstAttemptSeconds = section.Number("firstAttemptSeconds", broker.FirstAttemptSeconds, 0, 600);
            broker.MaxRetrySeconds = section.Number("maxRetrySeconds", broker.MaxRetrySeconds, 1, 3600);
            broker.CommandQos = section.Number("commandQos", broker.CommandQos, 0, 1);
            section.RejectUnknown();
        }

        // A problem with a key is told without repeating any part of the key.
        private static byte[] ReadKey(ConfigurationSection file)
        {
            string digits = file.Text("commandKey", false, 2 * KeyLength);
            if (digits.Length == 0)
            {
                return null;
            }

            byte[] key = new byte[KeyLength];
            bool isValid = digits.Length == 2 * KeyLength;
            for (int i = 0; i < digits.Length && isValid; i++)
            {
                char c = digits[i];
                int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
                isValid = digit >= 0;
                key[i / 2] = (byte)((key[i / 2] << 4) | (digit & 15));
            }

            if (!isValid)
            {
                file.Reject("commandKey", "must be " + (2 * KeyLength).ToString() + " hexadecimal digits in lower case");
            }

            return key;
        }

        private static string Code(ConfigurationSection file, string name, int digits)
        {
            string code = file.Text(name, true, 16);
            bool isValid = code.Length == digits;
            for (int i = 0; i < code.Length; i++)
            {
                isValid = isValid && code[i] >= '0' && code[i] <= '9';
            }

            if (code.Length > 0 && !isValid)
            {
                file.Reject(name, "\"" + code + "\" must be a GB/T 2260 code of " + digits.ToString() + " digits");
                return string.Empty;
            }

            return code;
        }

        private static bool IsTopicLevel(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                bool isAllowed = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                    || c == '.' || c == '_' || c == '-';
                if (!isAllowed)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
