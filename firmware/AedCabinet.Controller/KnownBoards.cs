using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Settings;

namespace AedCabinet.Controller
{
    /// <summary>
    /// What the firmware itself knows of the boards in <c>hardware/boards</c>: by the target of the image it runs on, which pins
    /// a board without a valid <c>cabinet.json</c> may use. A test holds it against those files.
    /// </summary>
    /// <remarks>
    /// Only what watches the door and alarms, feeds the watchdog, shows the fault and lets somebody test it: everything else
    /// needs settings. A kit's door and the SOS button are opened as inputs, so that the log can tell what they read; of a
    /// board whose kind of cabinet nobody knows they alarm nobody. An image made for a board that is not here drives nothing:
    /// what is a lamp on one board is the memory or the Ethernet chip of another.
    /// </remarks>
    public static partial class KnownBoards
    {
        /// <summary>The name of a board that is not here.</summary>
        public const string Unknown = PinMap.UnknownBoard;

        private const string Names = "esp32-devkitc, esp32-wrover, " + PinMapReader.Esp32S3 + ", wt32-eth01, wesp32, "
            + PinMapReader.Esp32S3 + "-devkitc";

        private const string Targets = "ESP32_REV3, ESP32_PSRAM_REV3, ESP32_S3_QUAD, ESP32_WT32_ETH01, ESP32_WESP32, ESP32_S3_QUAD";

        /// <summary>The board that an image is made for: the first, where several share it, whose pins are then the same.</summary>
        /// <param name="target">The image's target, for example <c>ESP32_REV3</c>.</param>
        /// <returns>The board's name, or <see cref="Unknown"/>.</returns>
        public static string NameOfTarget(string target)
        {
            int index = Words.IndexOf(Targets, target);
            return index < 0 ? Unknown : Words.At(Names, index);
        }

        /// <summary>The image that a board needs.</summary>
        /// <param name="board">The board's name.</param>
        /// <returns>The target, or <c>null</c> for a board that is not here.</returns>
        public static string TargetOf(string board)
        {
            int index = Words.IndexOf(Names, board);
            return index < 0 ? null : Words.At(Targets, index);
        }

        /// <summary>The pins that a board may use before it has any settings.</summary>
        /// <param name="target">The target of the image it runs on.</param>
        /// <returns>A new map; of an unknown target one without a single pin.</returns>
        public static PinMap PinsOfTarget(string target)
        {
            PinMap pins = new PinMap();
            pins.Board = NameOfTarget(target);
            int index = Words.IndexOf(Targets, target);
            if (index < 0)
            {
                return pins;
            }

            int[] own = PinsAt(index);
            pins.AedDoor = own[0];
            pins.AedPresence = own[1];
            pins.KitDoor = own[2];
            pins.Sos = own[3];
            pins.Service = own[4];
            pins.Sounder = own[5];
            pins.SounderInhibit = own[6];
            pins.Beacon = own[7];
            pins.LampGreen = own[8];
            pins.LampAmber = own[9];
            pins.LampRed = own[10];
            pins.Watchdog = own[11];
            return pins;
        }

        // aedDoor, aedPresence, kitDoor, sos, service, sounder, sounderInhibit, beacon, lampGreen, lampAmber, lampRed, watchdog.
        private static int[] PinsAt(int index) =>
            index == 0 ? new int[] { 32, 33, 14, 13, 23, 25, 4, 26, 18, 19, 21, 5 }
            : index == 1 ? new int[] { 32, 33, 14, 13, 23, 25, 4, 26, 2, 15, 21, 5 }
            : index == 2 ? new int[] { 4, 5, 12, 13, 14, 40, 41, 42, 37, 36, 35, 7 }
            : index == 3 ? new int[] { 32, 39, -1, -1, -1, 14, 4, 33, 12, -1, -1, 5 }
            : new int[] { 32, 39, -1, -1, -1, 13, 4, 14, 15, 33, 12, 5 };
    }
}
