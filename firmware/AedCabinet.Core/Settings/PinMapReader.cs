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
            pins.AedDoor = Pin(section, "aedDoor", true, taken);
            pins.AedPresence = Pin(section, "aedPresence", configuration.Presence.Fitted, taken);
            pins.Sounder = Pin(section, "sounder", true, taken);
            pins.Beacon = Pin(section, "beacon", false, taken);
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
