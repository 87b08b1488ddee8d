namespace AedCabinet.Simulator.Web.Components.Wiring;

/// <summary>Where the pins of a board are: its two rows, seen from above with the USB connector at the bottom.</summary>
/// <param name="Module">What is printed on the module's shield.</param>
/// <param name="Left">The left row, from the antenna to the USB connector.</param>
/// <param name="Right">The right row.</param>
public sealed record BoardLayout(string Module, IReadOnlyList<BoardPin> Left, IReadOnlyList<BoardPin> Right)
{
    // Espressif, "ESP32-DevKitC V4 Getting Started Guide", headers J2 and J3.
    private static readonly BoardLayout s_devKitC = new(
        "ESP32-WROOM-32E",
        Row("3V3", "EN", "VP=36", "VN=39", "34", "35", "32", "33", "25", "26", "27", "14", "12", "GND", "13", "D2=9", "D3=10", "CMD=11", "5V"),
        Row("GND", "23", "22", "TX=1", "RX=3", "21", "GND", "19", "18", "5", "17", "16", "4", "0", "2", "15", "D1=8", "D0=7", "CLK=6"));

    private static readonly Dictionary<string, BoardLayout> s_known = new() { ["esp32-devkitc"] = s_devKitC };

    /// <summary>The layout of a board of <c>hardware/boards</c>.</summary>
    /// <param name="board">The board's name.</param>
    /// <returns>The layout, or <c>null</c> for a board that nobody has drawn yet.</returns>
    public static BoardLayout? Of(string board) => s_known.GetValueOrDefault(board);

    private static BoardPin[] Row(params string[] pins) => [.. pins.Select(Pin)];

    private static BoardPin Pin(string text)
    {
        string[] parts = text.Split('=');
        return new BoardPin(parts[0], int.TryParse(parts[^1], out int gpio) ? gpio : null);
    }
}
