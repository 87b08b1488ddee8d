namespace AedCabinet
{
    /// <summary>
    /// Reads which GPIO carries which signal, and refuses what can't work on any ESP32. What a particular board forbids
    /// besides is checked where the file is made, from <c>hardware/boards</c>.
    /// </summary>
    public static class PinMapReader
    {
        private const int NotWired = -1;
        private const int LastPin = 48;
        private const int FirstFlashPin = 6;
        private const int LastFlashPin = 11;

        /// <summary>Reads the section.</summary>
        /// <param name="section">The <c>pins</c> object; a signal that is absent is not wired.</param>
        /// <param name="configuration">Receives the pins.</param>
        public static void Read(ConfigurationSection section, CabinetConfiguration configuration)
        {
            PinMap pins = configuration.Pins;
            int[] taken = new int[LastPin + 1];
            pins.Board = section.Text("board", true, 32);
            bool hasAed = configuration.Kind != CabinetKind.Kit;
            bool hasKit = configuration.Kind != CabinetKind.Aed;
            LightMeanings green = configuration.IndicatorProfile.Green;
            LightMeanings red = configuration.IndicatorProfile.Red;
            pins.AedDoor = Pin(section, "aedDoor", hasAed, taken);
            pins.AedPresence = Pin(section, "aedPresence", hasAed && configuration.Presence.Fitted, taken);
            pins.KitDoor = Pin(section, "kitDoor", hasKit, taken);
            pins.IndicatorGreen = Pin(section, "indicatorGreen", hasAed && green.IsUsed, taken);
            pins.IndicatorRed = Pin(section, "indicatorRed", hasAed && red.IsUsed, taken);
            pins.Mains = Pin(section, "mains", configuration.Power.MainsFitted, taken);
            pins.BatteryAdc = Pin(section, "batteryAdc", configuration.Power.BatteryFitted, taken);
            pins.Sos = Pin(section, "sos", configuration.Kind == CabinetKind.Station, taken);
            pins.Service = Pin(section, "service", false, taken);
            pins.Tamper = Pin(section, "tamper", false, taken);
            pins.OneWireTx = Pin(section, "oneWireTx", configuration.Climate.ProbeFitted, taken);
            pins.OneWireRx = Pin(section, "oneWireRx", configuration.Climate.ProbeFitted, taken);
            pins.Sounder = Pin(section, "sounder", true, taken);
            pins.SounderInhibit = Pin(section, "sounderInhibit", false, taken);
            pins.Beacon = Pin(section, "beacon", false, taken);
            pins.LampGreen = Pin(section, "lampGreen", false, taken);
            pins.LampAmber = Pin(section, "lampAmber", false, taken);
            pins.LampRed = Pin(section, "lampRed", false, taken);
            pins.Heater = Pin(section, "heater", configuration.Climate.HeaterFitted, taken);
            pins.Fan = Pin(section, "fan", configuration.Climate.FanFitted, taken);
            pins.Watchdog = Pin(section, "watchdog", false, taken);
            pins.Lock = Pin(section, "lock", configuration.Lock.Fitted, taken);
            section.RejectUnknown();
        }

        private static int Pin(ConfigurationSection section, string name, bool isRequired, int[] taken)
        {
            if (!section.Has(name))
            {
                if (isRequired)
                {
                    section.Reject(name, "is missing");
                }

                return NotWired;
            }

            int pin = section.Number(name, NotWired, NotWired, LastPin);
            if (pin == NotWired)
            {
                // A signal that the rest of the configuration relies on would otherwise read as "nothing wrong" for ever.
                if (isRequired)
                {
                    section.Reject(name, "is not wired, but the configuration says that it is fitted");
                }

                return NotWired;
            }

            if (pin >= FirstFlashPin && pin <= LastFlashPin)
            {
                section.Reject(name, "GPIO " + pin.ToString() + " belongs to the flash chip");
            }

            if (taken[pin]++ > 0)
            {
                section.Reject(name, "GPIO " + pin.ToString() + " already carries another signal");
            }

            return pin;
        }
    }
}
