using AedCabinet.Settings;

namespace AedCabinet.Parsing
{
    /// <summary>
    /// Reads which GPIO carries which signal, and refuses what can't work on the board's chip. What a particular board forbids
    /// besides is checked where the file is made, from <c>hardware/boards</c>.
    /// </summary>
    public static class PinMapReader
    {
        /// <summary>The boards whose chip is an ESP32-S3 begin with it.</summary>
        public const string Esp32S3 = "esp32-s3";

        private const int FirstFlashPinOfEsp32 = 6;
        private const int LastFlashPinOfEsp32 = 11;
        private const int FirstFlashPinOfEsp32S3 = 26;
        private const int LastFlashPinOfEsp32S3 = 32;

        private const int LastWakingPinOfEsp32S3 = 21;

        private const int NotWired = -1;
        private const int LastPin = 48;

        /// <summary>Reads the section.</summary>
        /// <param name="section">The <c>pins</c> object; a signal that is absent is not wired.</param>
        /// <param name="configuration">Receives the pins.</param>
        public static void Read(ConfigurationSection section, CabinetConfiguration configuration)
        {
            PinMap pins = configuration.Pins;
            PowerSettings power = configuration.Power;
            bool hasProbe = configuration.Climate.ProbeFitted;
            int[] taken = new int[LastPin + 1];
            string board = section.Text("board", true, 32);
            pins.Board = board;
            bool hasAed = configuration.Kind != CabinetKind.Kit;
            bool hasKit = configuration.Kind != CabinetKind.Aed;
            LightMeanings green = configuration.IndicatorProfile.Green;
            LightMeanings red = configuration.IndicatorProfile.Red;
            pins.AedDoor = Pin(section, "aedDoor", hasAed, board, taken);
            pins.AedPresence = Pin(section, "aedPresence", hasAed && configuration.Presence.Fitted, board, taken);
            pins.KitDoor = Pin(section, "kitDoor", hasKit, board, taken);
            pins.IndicatorGreen = Pin(section, "indicatorGreen", hasAed && green.IsUsed, board, taken);
            pins.IndicatorRed = Pin(section, "indicatorRed", hasAed && red.IsUsed, board, taken);
            pins.Mains = Pin(section, "mains", power.MainsFitted, board, taken);
            pins.BatteryAdc = Pin(section, "batteryAdc", power.BatteryFitted, board, taken);
            pins.Sos = Pin(section, "sos", configuration.Kind == CabinetKind.Station, board, taken);
            pins.Service = Pin(section, "service", false, board, taken);
            pins.Tamper = Pin(section, "tamper", false, board, taken);
            pins.OneWireTx = Pin(section, "oneWireTx", hasProbe, board, taken);
            pins.OneWireRx = Pin(section, "oneWireRx", hasProbe, board, taken);
            pins.Sounder = Pin(section, "sounder", true, board, taken);
            pins.SounderInhibit = Pin(section, "sounderInhibit", false, board, taken);
            pins.Beacon = Pin(section, "beacon", false, board, taken);
            pins.LampGreen = Pin(section, "lampGreen", false, board, taken);
            pins.LampAmber = Pin(section, "lampAmber", false, board, taken);
            pins.LampRed = Pin(section, "lampRed", false, board, taken);
            pins.Heater = Pin(section, "heater", configuration.Climate.HeaterFitted, board, taken);
            pins.Fan = Pin(section, "fan", configuration.Climate.FanFitted, board, taken);
            pins.Watchdog = Pin(section, "watchdog", false, board, taken);
            pins.Lock = Pin(section, "lock", configuration.Lock.Fitted, board, taken);
            if (power.DeepSleep)
            {
                RejectUnlessWaking(section, "kitDoor", pins.KitDoor, board);
                RejectUnlessWaking(section, "sos", pins.Sos, board);
            }

            section.RejectUnknown();
        }

        /// <summary>
        /// Whether a pin belongs to the flash chip: GPIO 6 to 11 on an ESP32, 26 to 32 on an ESP32-S3. A board that is not here is
        /// taken for an ESP32, as most are.
        /// </summary>
        /// <param name="board">The board's name.</param>
        /// <param name="pin">The GPIO.</param>
        /// <returns><c>true</c> for a pin that no signal may use.</returns>
        public static bool IsFlashPin(string board, int pin) => board.StartsWith(Esp32S3)
            ? pin >= FirstFlashPinOfEsp32S3 && pin <= LastFlashPinOfEsp32S3
            : pin >= FirstFlashPinOfEsp32 && pin <= LastFlashPinOfEsp32;

        /// <summary>Whether a pin is in the domain that stays on in deep sleep, so that a change at it can wake the board.</summary>
        /// <param name="board">The board's name; one that is not here is taken for an ESP32.</param>
        /// <param name="pin">The GPIO.</param>
        /// <returns><c>true</c> for GPIO 0, 2, 4, 12 to 15, 25 to 27 and 32 to 39 on an ESP32, 0 to 21 on an ESP32-S3.</returns>
        public static bool CanWake(string board, int pin) => board.StartsWith(Esp32S3)
            ? pin >= 0 && pin <= LastWakingPinOfEsp32S3
            : pin == 0 || pin == 2 || pin == 4 || (pin >= 12 && pin <= 15) || (pin >= 25 && pin <= 27) || (pin >= 32 && pin <= 39);

        private static void RejectUnlessWaking(ConfigurationSection section, string name, int pin, string board)
        {
            if (pin != NotWired && !CanWake(board, pin))
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

            if (IsFlashPin(board, pin))
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
