using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Simulator.Boards;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>What provisioning needs of a board of <c>hardware/boards</c>.</summary>
/// <param name="Board">Its name.</param>
/// <param name="Target">What the flash tool calls it.</param>
/// <param name="Network"><c>wifi</c> or <c>ethernet</c>.</param>
/// <param name="Pins">GPIO numbers by signal.</param>
/// <param name="Kinds">The kinds of cabinet it has pins enough for; none for all.</param>
/// <param name="Lacks">Why it has no pin for a signal.</param>
internal sealed record BoardTarget(
    string Board, string Target, string Network, IReadOnlyDictionary<string, int> Pins, IReadOnlyList<string> Kinds, IReadOnlyDictionary<string, string> Lacks)
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "boards");

    /// <summary>Reads every board that ships with the program.</summary>
    /// <returns>The boards by name.</returns>
    public static IReadOnlyDictionary<string, BoardTarget> LoadAll() =>
        Directory.GetFiles(s_folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToDictionary(name => name!, name => Load(name!));

    private static BoardTarget Load(string name)
    {
        string file = Path.Combine(s_folder, name + ".json");
        try
        {
            JsonNode root = JsonNode.Parse(File.ReadAllBytes(file))!;
            return new BoardTarget(name, root["target"]!.GetValue<string>(), root["network"]!.GetValue<string>(), BoardDefinition.Load(name).Pins, root["kinds"].Deserialize<string[]>() ?? [], root["lacks"].Deserialize<Dictionary<string, string>>() ?? []);
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new SimulatorException($"{file}: no board with target, network and pins: {exception.Message}", SimulatorException.WrongInput);
        }
    }
}
