using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// A cabinet for demonstrations: fictional, wired as the reference board, put into service today. What makes one differ from
/// another stands in its file in <c>simulator/demo</c>.
/// </summary>
public sealed class DemoCabinet
{
    private readonly string _file;
    private readonly string? _profile;

    private DemoCabinet(string file, string? profile)
    {
        _file = file;
        _profile = profile;
    }

    /// <summary>Gets the demo cabinets: one of each kind, each in a prefecture and with a department of its own.</summary>
    public static IReadOnlyList<DemoCabinet> All { get; } =
    [
        new(ConfigurationFile.Name, ConfigurationSource.DemoProfile),
        new("station.json", "defibtech-ddu-100"),
        new("kit.json", null),
    ];

    /// <summary>Its <c>cabinet.json</c>, complete.</summary>
    /// <returns>The JSON object.</returns>
    public JsonObject Load()
    {
        JsonObject root = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "demo", _file)))!.AsObject();
        root["pins"] = BoardDefinition.Load(SimulatedBoard.Reference).ToPinsSection();
        if (_profile is not null)
        {
            root["indicatorProfile"] = ProfileSource.Commissioned(_profile);
        }

        JsonObject climate = root["climate"]!.AsObject();
        climate["insideProbe"] = new SimulatedDs18b20(() => 0, () => 0) { Serial = SimulatedCabinet.InsideProbeSerial }.Number;
        climate["outsideProbe"] = new SimulatedDs18b20(() => 0, () => 0) { Serial = SimulatedCabinet.OutsideProbeSerial }.Number;

        // A demonstration begins with a cabinet that was put into service today.
        JsonObject care = root["care"]?.AsObject() ?? [];
        care["lastInspection"] = DateTime.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        root["care"] = care;
        return root;
    }
}
