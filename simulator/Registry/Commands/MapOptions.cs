using System.CommandLine;
using AedCabinet.Page.Map;
using AedCabinet.Places;

namespace AedCabinet.Registry.Commands;

/// <summary>What the authority gives the map: its own tiles, its own routing service. Without them the page asks no other host.</summary>
internal sealed class MapOptions
{
    // In the order of MapDatum.
    private static readonly string[] s_data = ["wgs84", "gcj02", "bd09"];
    private static readonly string[] s_places = ["{z}", "{x}", "{y}"];

    private readonly Option<string?> _tiles = new("--tiles")
    {
        Description = "The authority's own tiles for the page's map, https://HOST/…/{z}/{x}/{y}.png in web Mercator. Then, and only then, "
            + "browsers ask that host for pictures.",
        HelpName = "URL",
    };

    private readonly Option<string> _datum = new("--tiles-datum")
    {
        Description = "What the tiles are drawn in: wgs84, gcj02 (Gaode, Tencent), bd09 (Baidu).",
        HelpName = "DATUM",
        DefaultValueFactory = _ => s_data[0],
    };

    private readonly Option<string?> _credit = new("--tiles-credit")
    {
        Description = "What must stand on the map with those tiles: whose they are, their approval number.",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _routing = new("--routing")
    {
        Description = "The authority's own routing service that speaks as OSRM does, http://HOST:PORT: the page's nearest AEDs are sorted "
            + "by road. Where it is slow the straight line does.",
        HelpName = "URL",
    };

    public MapOptions()
    {
        _datum.AcceptOnlyFromAmong(s_data);
        _tiles.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(IsWeb(text) && s_places.All(text.Contains)))
            {
                result.AddError($"--tiles：“{text}”不是瓦片地址；请用 https://主机/路径/{{z}}/{{x}}/{{y}}.png。/ --tiles: \"{text}\" is no address of "
                    + "tiles; use https://HOST/PATH/{z}/{x}/{y}.png.");
            }
        });
        _routing.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(IsWeb(text) && new Uri(text) is { Query: "", Fragment: "" }))
            {
                result.AddError($"--routing：“{text}”不是路径服务的地址；请用 http://主机:端口。/ --routing: \"{text}\" is no address of a routing "
                    + "service; use http://HOST:PORT.");
            }
        });
    }

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _tiles, _datum, _credit, _routing })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The map's settings.</returns>
    public MapSettings Settings(ParseResult result) => new()
    {
        Tiles = result.GetValue(_tiles),
        Datum = result.GetValue(_tiles) is null ? MapDatum.Wgs84 : (MapDatum)Array.IndexOf(s_data, result.GetValue(_datum)),
        Credit = result.GetValue(_credit),
        Routing = result.GetValue(_routing) is { } routing ? new Uri(routing) : null,
    };

    // A host name with what no host name has would end the header in which it stands.
    private static bool IsWeb(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && address.Scheme is ("http" or "https") && address.UserInfo.Length == 0
        && Uri.CheckHostName(address.Host) != UriHostNameType.Unknown && !address.Host.Contains('{', StringComparison.Ordinal);
}
