using AedCabinet.Formats;
using AedCabinet.Inputs;
using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>Reads the probe, the heater and the fan. In JSON temperatures are degrees Celsius with at most one decimal.</summary>
    public static class ClimateSettingsReader
    {
        /// <summary>Reads the section.</summary>
        /// <param name="section">The <c>climate</c> object; what is absent keeps its value.</param>
        /// <param name="settings">Receives the settings.</param>
        /// <param name="limits">What the AED can bear, read before: the heater must go on before it is too cold.</param>
        public static void Read(ConfigurationSection section, ClimateSettings settings, TemperatureLimitSettings limits)
        {
            settings.ProbeFitted = section.Flag("probeFitted", settings.ProbeFitted);
            settings.InsideProbeRom = Number(section, "insideProbe");
            settings.OutsideProbeRom = Number(section, "outsideProbe");
            settings.OutsideProbeFitted = settings.OutsideProbeRom != null;
            if (settings.OutsideProbeFitted && settings.InsideProbeRom == null)
            {
                section.Reject("insideProbe", "is missing; two probes share the bus, so each needs its number");
            }

            settings.HeaterFitted = section.Flag("heaterFitted", settings.HeaterFitted);
            settings.HeaterOnBelowDeciC = Temperature(section, "heaterOnBelow", settings.HeaterOnBelowDeciC);
            settings.HeaterOffAboveDeciC = Temperature(section, "heaterOffAbove", settings.HeaterOffAboveDeciC);
            settings.HeaterMinStateSeconds = section.Number("heaterMinStateSeconds", settings.HeaterMinStateSeconds, 10, 600);
            settings.HeaterDoorOpenSeconds = section.Number("heaterDoorOpenSeconds", settings.HeaterDoorOpenSeconds, 0, 600);
            settings.HeaterFaultMinutes = section.Number("heaterFaultMinutes", settings.HeaterFaultMinutes, 5, 240);
            settings.HeaterFaultRiseDeciC = section.DeciCelsius("heaterFaultRise", settings.HeaterFaultRiseDeciC, 2, 100);
            settings.FanFitted = section.Flag("fanFitted", settings.FanFitted);
            settings.FanOnAboveDeciC = Temperature(section, "fanOnAbove", settings.FanOnAboveDeciC);
            settings.FanHysteresisDeciC = section.DeciCelsius("fanHysteresis", settings.FanHysteresisDeciC, 5, 100);
            CheckHeater(section, settings, limits);
            CheckFan(section, settings);
            section.RejectUnknown();
        }

        private static byte[] Number(ConfigurationSection section, string name)
        {
            string text = section.Text(name, false, 64);
            if (text.Length == 0)
            {
                return null;
            }

            if (!ProbeNumber.TryParse(text, out byte[] rom))
            {
                section.Reject(name,
                    "must be the 16 hexadecimal digits of a DS18B20's number, which begin with 28 and end with their check sum");
            }

            return rom;
        }

        // The probe's measuring range. The checks judge what makes sense, and can say why.
        private static int Temperature(ConfigurationSection section, string name, int fallbackDeciC) =>
            section.DeciCelsius(name, fallbackDeciC, Ds18b20Scratchpad.MinDeciC, Ds18b20Scratchpad.MaxDeciC);

        private static void CheckHeater(ConfigurationSection section, ClimateSettings settings, TemperatureLimitSettings limits)
        {
            string on = TemperatureText.Of(settings.HeaterOnBelowDeciC);
            if (settings.HeaterOnBelowDeciC > settings.HeaterOffAboveDeciC)
            {
                section.Reject("heaterOnBelow", on + " is above heaterOffAbove");
            }
            else if (settings.HeaterOnBelowDeciC == settings.HeaterOffAboveDeciC)
            {
                section.Reject("heaterOnBelow", on + " is the same as heaterOffAbove; the heater would never rest");
            }

            if (settings.HeaterOffAboveDeciC >= ClimateSettings.CutOffDeciC)
            {
                section.Reject("heaterOffAbove", TemperatureText.Of(settings.HeaterOffAboveDeciC) + " is not below "
                    + TemperatureText.Of(ClimateSettings.CutOffDeciC) + ", where the heater is cut off in any case");
            }

            if (!settings.HeaterFitted)
            {
                return;
            }

            if (!settings.ProbeFitted)
            {
                section.Reject("heaterFitted", "a heater needs a probe; set probeFitted, or heaterFitted to false");
            }

            if (settings.HeaterOnBelowDeciC < limits.LowDeciC)
            {
                section.Reject("heaterOnBelow", on + " is below " + TemperatureText.Of(limits.LowDeciC)
                    + ", the AED's lower limit; the heater would go on too late");
            }
        }

        private static void CheckFan(ConfigurationSection section, ClimateSettings settings)
        {
            if (settings.FanFitted && settings.HeaterFitted
                && settings.FanOnAboveDeciC - settings.FanHysteresisDeciC <= settings.HeaterOffAboveDeciC)
            {
                section.Reject("fanOnAbove", TemperatureText.Of(settings.FanOnAboveDeciC)
                    + " less fanHysteresis is not above heaterOffAbove; the fan would blow out what the heater warms");
            }
        }
    }
}
