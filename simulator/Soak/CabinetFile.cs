using System.Globalization;
using System.Text;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Soak;

/// <summary>The <c>cabinet.json</c> that a technician puts on the board of a soak's cabinet.</summary>
public static class CabinetFile
{
    /// <summary>The profile of the station's AED.</summary>
    public const string Profile = "philips-hs1";

    /// <summary>The key in it, as text.</summary>
    public const string Key = "7365636f6e647320636f756e7420696e207265736375652c20736f616b206974";

    private const string Common = """
        "version": 1, "id": "NM-0471-0001", "prefecture": "1501", "county": "150102", "sector": "culture-tourism", "commandKey": "KEY", "firstBoot": FIRST,
          "network": "wifi", "broker": {"host": "broker.example", "port": 8883, "tls": true}
        """;

    private const string Station = """
        "kind": "station", "lock": {"fitted": true, "pulseSeconds": 10}, "power": {"batteryFitted": true}, "climate": {"heaterOnBelow": 5.0, "heaterOffAbove": 8.0},
          "care": {"lastInspection": "2026-01-12"}
        """;

    private const string Kit = """
        "kind": "kit", "power": {"mainsFitted": false, "batteryFitted": true, "deepSleep": true, "wakeHours": 1, "listenSeconds": 10},
          "climate": {"probeFitted": false, "heaterFitted": false}
        """;

    private static readonly Lazy<string> s_profile = new(() => ProfileSource.Commissioned(Profile).ToJsonString());
    private static readonly Lazy<string> s_pins = new(() => BoardDefinition.Load(SimulatedBoard.Reference).ToPinsSection().ToJsonString());

    /// <summary>The file.</summary>
    /// <param name="isKit">Whether for a kit on battery; else a station on mains with a lock.</param>
    /// <param name="firstBoot">Above every boot that the registry knows.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Of(bool isKit, int firstBoot) => Encoding.UTF8.GetBytes(
        "{"
            + Common.Replace("KEY", Key, StringComparison.Ordinal)
                .Replace("FIRST", firstBoot.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        + ", " + (isKit ? Kit : Station + ", \"indicatorProfile\": " + s_profile.Value) + ", \"pins\": " + s_pins.Value + "}");
}
