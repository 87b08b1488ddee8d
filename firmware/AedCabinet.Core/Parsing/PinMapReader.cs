using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>
    /// Reads which GPIO carries which signal, and refuses what can't work on the board's chip. What a particular board forbids
    /// besides is checked where the file is made, from <c>hardware/boards</c>.
    /// </summary>
    public static class PinMapReader
    {
        private const int NotWired = -1;
        private const int LastPin = 48;

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
            pins.AedDoor = Pin(section, "aedDoor", hasAed, pins.Board, taken);
            pins.AedPresence = Pin(section, "aedPresence", hasAed && configuration.Presence.Fitted, pins.Board, taken);
            pins.KitDoor = Pin(section, "kitDoor", hasKit, pins.Board, taken);
            pins.IndicatorGreen = Pin(section, "indicatorGreen", hasAed && green.IsUsed, pins.Board, taken);
            pins.IndicatorRed = Pin(section, "indicatorRed", hasAed && red.IsUsed, pins.Board, taken);
            pins.Mains = Pin(section, "mains", configuration.Power.MainsFitted, pins.Board, taken);
            pins.BatteryAdc = Pin(section, "batteryAdc", configuration.Power.BatteryFitted, pins.Board, taken);
            pins.Sos = Pin(section, "sos", configuration.Kind == CabinetKind.Station, pins.Board, taken);
            pins.Service = Pin(section, "service", false, pins.Board, taken);
            pins.Tamper = Pin(section, "tamper", false, pins.Board, taken);
            pins.OneWireTx = Pin(section, "oneWireTx", configuration.Climate.ProbeFitted, pins.Board, taken);
            pins.OneWireRx = Pin(section, "oneWireRx", configuration.Climate.ProbeFitted, pins.Board, taken);
            pins.Sounder = Pin(section, "sounder", true, pins.Board, taken);
            pins.SounderInhibit = Pin(section, "sounderInhibit", false, pins.Board, taken);
            pins.Beacon = Pin(section, "beacon", false, pins.Board, taken);
            pins.LampGreen = Pin(section, "lampGreen", false, pins.Board, taken);
            pins.LampAmber = Pin(section, "lampAmber", false, pins.Board, taken);
            pins.LampRed = Pin(section, "lampRed", false, pins.Board, taken);
            pins.Heater = Pin(section, "heater", configuration.Climate.HeaterFitted, pins.Board, taken);
            pins.Fan = Pin(section, "fan", configuration.Climate.FanFitted, pins.Board, taken);
            pins.Watchdog = Pin(section, "watchdog", false, pins.Board, taken);
            pins.Lock = Pin(section, "lock", configuration.Lock.Fitted, pins.Board, taken);
            if (configuration.Power.DeepSleep)
            {
                RejectUnlessWaking(section, "kitDoor", pins.KitDoor, pins.Board);
                RejectUnlessWaking(section, "sos", pins.Sos, pins.Board);
            }

            section.RejectUnknown();
        }

        private static void RejectUnlessWaking(ConfigurationSection section, string name, int pin, string board)
        {
            if (pin != NotWired && !KnownBoards.CanWake(board, pin))
            {
                section.Reject(name, "GPIO " + pin.ToString() + " can't wake the board from deep sleep, which power.deepSleep asks for");
            }
        }

        private static int Pin(ConfigurationSection section, string name, bool isRequired, string board, int[] taken)
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

            if (KnownBoards.IsFlashPin(board, pin))
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
