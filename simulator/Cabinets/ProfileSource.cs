using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.Terminal;
using nanoFramework.Json;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>The AED indicator profiles of <c>firmware/profiles</c>.</summary>
public static class ProfileSource
{
    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "profiles");

    /// <summary>Gets their names.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(s_folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    /// <summary>Reads a profile.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its JSON object, in the form of <c>cabinet.json</c>'s <c>indicatorProfile</c>.</returns>
    /// <exception cref="UserErrorException">No such profile.</exception>
    public static JsonObject Load(string name)
    {
        string file = Path.Combine(s_folder, name + ".json");
        return File.Exists(file)
            ? JsonNode.Parse(File.ReadAllBytes(file))!.AsObject()
            : throw new UserErrorException($"There is no AED profile \"{name}\"; firmware/profiles has: {string.Join(", ", Names)}.",
                UserErrorException.WrongInput);
    }

    /// <summary>A profile as it is after commissioning: somebody on site has confirmed the rhythm that the simulated AED shows.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its JSON object.</returns>
    /// <exception cref="UserErrorException">No such profile.</exception>
    public static JsonObject Commissioned(string name)
    {
        JsonObject profile = Load(name);
        if (profile["period"] is JsonObject period)
        {
            int periodMs = LightingSource.For(Read(profile, name)).Ready.Green.PeriodMs;
            period["minMs"] = periodMs * 3 / 4;
            period["maxMs"] = periodMs * 5 / 4;
            period["confirmed"] = true;
        }

        return profile;
    }

    /// <summary>Reads a profile with the firmware's own reader.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="UserErrorException">No such profile, or it is wrong; the message lists every problem.</exception>
    public static IndicatorProfile Read(string name) => Read(Load(name), name);

    /// <summary>Reads <see cref="Commissioned"/> with the firmware's own reader.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="UserErrorException">No such profile, or it is wrong; the message lists every problem.</exception>
    public static IndicatorProfile ReadCommissioned(string name) => Read(Commissioned(name), name);

    private static IndicatorProfile Read(JsonObject content, string name)
    {
        ConfigurationProblems problems = new();
        Hashtable root = (Hashtable)JsonConvert.DeserializeObject(content.ToJsonString(s_plainText), typeof(Hashtable))!;
        IndicatorProfile profile = IndicatorProfileReader.Read(new ConfigurationSection(root, string.Empty, problems));
        return problems.Count == 0
            ? profile
            : throw new UserErrorException($"firmware/profiles/{name}.json: {string.Join("; ", problems.ToLines())}",
                UserErrorException.WrongInput);
    }
}
