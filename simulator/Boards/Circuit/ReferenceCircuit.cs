using System.Text.Json.Serialization;
using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>The reference circuit: <c>hardware/circuit/reference.json</c>.</summary>
public sealed record ReferenceCircuit
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Gets the file that ships with the simulator.</summary>
    public static string ShippedFile { get; } = Path.Combine(AppContext.BaseDirectory, "circuit", "reference.json");

    /// <summary>Gets where the file's schema is.</summary>
    [JsonPropertyName("$schema")]
    public required string Schema { get; init; }

    /// <summary>
    /// Gets what stands on the face of everything that shows the circuit, until a prototype has passed its tests; <c>null</c> afterwards.
    /// </summary>
    public BilingualText? Notice { get; init; }

    /// <summary>Gets the supplies and what they may reach.</summary>
    public required IReadOnlyList<SupplyRail> Rails { get; init; }

    /// <summary>Gets what the wires must be.</summary>
    public required IReadOnlyList<WireClass> Wires { get; init; }

    /// <summary>Gets the signals by name, in the order of the firmware's pin map.</summary>
    public required IReadOnlyDictionary<string, CircuitSignal> Signals { get; init; }

    /// <summary>Gets the types of parts by name.</summary>
    public required IReadOnlyDictionary<string, PartType> Library { get; init; }

    /// <summary>Gets the blocks.</summary>
    public required IReadOnlyList<CircuitBlock> Blocks { get; init; }

    /// <summary>Reads the shipped circuit.</summary>
    /// <returns>The circuit.</returns>
    /// <exception cref="UserErrorException">The file is not there or wrong.</exception>
    public static ReferenceCircuit Load()
    {
        try
        {
            return Parse(File.ReadAllText(ShippedFile));
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new UserErrorException($"{ShippedFile}: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    /// <summary>Reads a circuit.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>The circuit.</returns>
    /// <exception cref="JsonException">The text is no circuit.</exception>
    public static ReferenceCircuit Parse(string text) => JsonSerializer.Deserialize<ReferenceCircuit>(text, s_options)!;
}
