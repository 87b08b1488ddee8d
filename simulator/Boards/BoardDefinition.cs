using System.Text.Json.Nodes;
using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards;

/// <summary>A board of <c>hardware/boards</c>: which GPIO carries which signal.</summary>
/// <param name="Board">Its name, the same as its file's.</param>
/// <param name="Pins">GPIO numbers by signal.</param>
public sealed record BoardDefinition(string Board, IReadOnlyDictionary<string, int> Pins)
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "boards");

    /// <summary>Reads a board that ships with the simulator.</summary>
    /// <param name="board">Its name, for example <c>esp32-s3</c>.</param>
    /// <returns>The board.</returns>
    /// <exception cref="UserErrorException">No such board, or its file is wrong.</exception>
    public static BoardDefinition Load(string board)
    {
        string file = Path.Combine(s_folder, board + ".json");
        if (!File.Exists(file))
        {
            IEnumerable<string> known = Directory.GetFiles(s_folder, "*.json")
                .Select(path => Path.GetFileNameWithoutExtension(path)).Order();
            throw new UserErrorException($"There is no board \"{board}\"; hardware/boards has: {string.Join(", ", known)}.",
                UserErrorException.WrongInput);
        }

        try
        {
            return JsonSerializer.Deserialize<BoardDefinition>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
        }
        catch (JsonException exception)
        {
            throw new UserErrorException($"{file}: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    /// <summary>Gets what people call it, for example <c>ESP32-S3-DevKitC-1</c>.</summary>
    public string? Name { get; init; }

    /// <summary>What people call a board.</summary>
    /// <param name="board">Its name, for example <c>esp32-s3</c>.</param>
    /// <returns>What they call it; the name itself for a board that does not ship with the simulator.</returns>
    public static string NameOf(string board) => File.Exists(Path.Combine(s_folder, board + ".json")) ? Load(board).Name ?? board : board;

    /// <summary>The board's pins in the form of <c>cabinet.json</c>.</summary>
    /// <returns>A new <c>pins</c> object.</returns>
    public JsonObject ToPinsSection()
    {
        JsonObject section = new() { ["board"] = Board };
        foreach ((string signal, int pin) in Pins)
        {
            section[signal] = pin;
        }

        return section;
    }
}
