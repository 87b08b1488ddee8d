using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads how mains and battery are judged.</summary>
    public static class PowerSettingsReader
    {
        /// <summary>Reads the section.</summary>
        /// <param name="section">The <c>power</c> object; what is absent keeps its value.</param>
        /// <param name="settings">Receives the settings.</param>
        public static void Read(ConfigurationSection section, PowerSettings settings)
        {
            settings.MainsFitted = section.Flag("mainsFitted", settings.MainsFitted);
            settings.MainsLostMs = section.Number("mainsLostMs", settings.MainsLostMs, 0, 60000);
            settings.MainsBackMs = section.Number("mainsBackMs", settings.MainsBackMs, 0, 60000);
            settings.ReadyOnBatteryMinutes = section.Number("readyOnBatteryMinutes", settings.ReadyOnBatteryMinutes, 1, 2880);
            settings.BatteryFitted = section.Flag("batteryFitted", settings.BatteryFitted);
            settings.BatteryFullScaleMv = section.Number("batteryFullScaleMv", settings.BatteryFullScaleMv, 1000, 60000);
            settings.BatteryLowMv = section.Number("batteryLowMv", settings.BatteryLowMv, 1000, 60000);
            settings.BatteryCriticalMv = section.Number("batteryCriticalMv", settings.BatteryCriticalMv, 1000, 60000);
            settings.BatteryHysteresisMv = section.Number("batteryHysteresisMv", settings.BatteryHysteresisMv, 10, 5000);
            settings.BatterySeconds = section.Number("batterySeconds", settings.BatterySeconds, 1, 3600);
            settings.DeepSleep = section.Flag("deepSleep", settings.DeepSleep);
            settings.WakeHours = section.Number("wakeHours", settings.WakeHours, 1, 24);
            settings.ListenSeconds = section.Number("listenSeconds", settings.ListenSeconds, 5, 600);
            if (settings.DeepSleep && settings.MainsFitted)
            {
                section.Reject("deepSleep", "is for a kit on battery; set mainsFitted to false, or leave it out");
            }

            if (settings.BatteryCriticalMv >= settings.BatteryLowMv)
            {
                section.Reject("batteryCriticalMv", settings.BatteryCriticalMv.ToString() + " is not below batteryLowMv");
            }

            section.RejectUnknown();
        }
    }
}
