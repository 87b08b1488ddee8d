using System.Text.Encodings.Web;
using System.Text.Json;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>JSON in which Chinese text stays as it is.</summary>
internal static class PlainJson
{
    /// <summary>On one line.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For people.</summary>
    public static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true
    };
}
