using AedCabinet.Simulator.Boards.Checking;

namespace AedCabinet.Simulator.Web.Components.Wiring;

/// <summary>Where the pins of a board are: the two rows of its header, seen from above with its sockets at the bottom.</summary>
/// <param name="Chip">What stands on the module's shield in large letters.</param>
/// <param name="Module">What stands there in small ones.</param>
/// <param name="Sockets">What is plugged in at the bottom.</param>
/// <param name="IsInPhysicalOrder">Whether the pins stand in the order of the board; otherwise the print on it tells where each is.</param>
/// <param name="Left">The left row, from the antenna to the sockets.</param>
/// <param name="Right">The right row.</param>
public sealed record BoardLayout(
    string Chip, string Module, BoardSockets Sockets, bool IsInPhysicalOrder, IReadOnlyList<BoardPin> Left, IReadOnlyList<BoardPin> Right)
{
    private const string Esp32S3 = "esp32s3";

    // The print beside a pin where it differs from the pin's number.
    private static readonly Dictionary<int, string> s_devKitCPrint = new()
    {
        // Espressif, "ESP32-DevKitC V4 Getting Started Guide", headers J2 and J3.
        [36] = "VP",
        [39] = "VN",
        [1] = "TX",
        [3] = "RX",
        [9] = "D2",
        [10] = "D3",
        [11] = "CMD",
        [8] = "D1",
        [7] = "D0",
        [6] = "CLK",
    };

    private static readonly Dictionary<string, Dictionary<int, string>> s_print = new()
    {
        ["esp32-devkitc"] = s_devKitCPrint,
        ["esp32-wrover"] = s_devKitCPrint,

        // Espressif, "ESP32-S3-DevKitC-1 v1.1 User Guide", headers J1 and J3.
        ["esp32-s3-devkitc"] = new() { [43] = "TX", [44] = "RX" },

        // Wireless-Tag, "WT32-ETH01 Datasheet V1.1", pin description.
        ["wt32-eth01"] = new() { [1] = "TX0", [3] = "RX0", [32] = "CFG", [33] = "485_EN", [5] = "RXD", [17] = "TXD" },
    };

    private static readonly Lazy<Dictionary<string, BoardLayout>> s_known = new(
        () => ShippedBoards.Load().ToDictionary(board => board.Board, Of));

    /// <summary>Gets how many lines the drawing has.</summary>
    public int Rows => Math.Max(Left.Count, Right.Count);

    /// <summary>The layout of a board of <c>hardware/boards</c>.</summary>
    /// <param name="board">The board's name.</param>
    /// <returns>The layout, or <c>null</c> for a board that does not ship with the simulator.</returns>
    public static BoardLayout? Of(string board) => s_known.Value.GetValueOrDefault(board);

    private static BoardLayout Of(BoardFile board) => new(
        board.Chip == Esp32S3 ? "ESP32-S3" : "ESP32",
        board.Module,
        board.Network == BoardFile.Ethernet ? BoardSockets.Ethernet : board.Ports.Count > 0 ? BoardSockets.None
            : board.Chip == Esp32S3 ? BoardSockets.TwoUsb : BoardSockets.Usb,
        board.Header.InPhysicalOrder,
        [.. board.Header.Left.Select(pin => Pin(board, pin))],
        [.. board.Header.Right.Select(pin => Pin(board, pin))]);

    private static BoardPin Pin(BoardFile board, string pin)
    {
        int? gpio = BoardHeader.Gpio(pin);
        string? printed = gpio is { } number && s_print.TryGetValue(board.Board, out Dictionary<int, string>? print)
            ? print.GetValueOrDefault(number) : null;
        return new BoardPin(printed ?? pin, gpio);
    }
}
