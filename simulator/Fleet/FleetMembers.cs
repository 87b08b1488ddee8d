using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Handover;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Provisioning;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// The fleet's cabinets as their <c>cabinet.json</c> describes them: dealt out over the twelve prefectures by population, of
/// every kind, with names in Chinese and a key each. The same seed and index give the same file.
/// </summary>
/// <param name="count">How many cabinets there are.</param>
/// <param name="seed">The seed.</param>
/// <param name="broker">The broker, without TLS.</param>
/// <param name="today">The day on which all were inspected last.</param>
/// <param name="firstBoot">The least number of their first boot: above that of any run before, or a registry takes what happens for what it
/// knows.</param>
public sealed class FleetMembers(int count, long seed, BrokerAddress broker, DateOnly today, int firstBoot)
{
    private const int KitsPercent = 15;
    private const int StationsPercent = 25;

    // A quarter of a degree in each direction: a town and its surroundings.
    private const int SpreadE6 = 250000;

    private static readonly Lazy<JsonObject> s_pins = new(() => BoardDefinition.Load(SimulatedBoard.Reference).ToPinsSection());

    // A kit as provision makes one: battery-powered, asleep between reports.
    private static readonly FittedParts s_kit = new(
        Aed: false, Kit: true, Sos: false, Indicator: false, Probe: false, Heater: false, Fan: false, Mains: false, Battery: true,
        Presence: false, Tamper: true, Lock: false);

    private static readonly (string Profile, string Model, JsonObject Json)[] s_aeds =
    [
        ("philips-hs1", "Philips HeartStart HS1", Confirmed("philips-hs1")),
        ("defibtech-ddu-100", "Defibtech DDU-100", Confirmed("defibtech-ddu-100")),
        ("powerheart-g3", "Powerheart AED G3", Confirmed("powerheart-g3")),
    ];

    private static readonly (string Sector, string Place, string Spot)[] s_places =
    [
        ("culture-tourism", "景区", "游客中心一层"), ("transport", "客运站", "候车大厅检票口旁"), ("education", "中学", "体育馆门厅"),
        ("sport", "体育馆", "一层看台入口"), ("health", "卫生院", "门诊楼大厅"), ("civil-affairs", "养老院", "值班室门外"),
        ("emergency-management", "消防救援站", "营区门岗"), ("public-security", "派出所", "接警大厅"), ("housing", "社区广场", "物业服务中心旁"),
        ("red-cross", "救护培训基地", "一层走廊"), ("enterprise", "商场", "一层服务台"),
    ];

    /// <summary>Gets how many cabinets there are.</summary>
    public int Count => count;

    /// <summary>The prefecture in which a cabinet hangs.</summary>
    /// <param name="index">Which cabinet, from 0.</param>
    /// <returns>The prefecture.</returns>
    public FleetPrefecture PrefectureOf(int index)
    {
        // Every slice of the fleet has cabinets of every prefecture: a small fleet too is spread over all of them.
        long people = FleetPrefecture.All.Sum(prefecture => prefecture.Population);
        double place = (((index * 0.6180339887498949) % 1) + ((double)index / count / count)) % 1 * people;
        foreach (FleetPrefecture prefecture in FleetPrefecture.All)
        {
            place -= prefecture.Population;
            if (place < 0)
            {
                return prefecture;
            }
        }

        return FleetPrefecture.All[0];
    }

    /// <summary>A cabinet's id.</summary>
    /// <param name="index">Which cabinet, from 0.</param>
    /// <returns>Such as <c>FL-0471-00017</c>.</returns>
    public string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"FL-{PrefectureOf(index).AreaCode}-{index + 1:00000}");

    /// <summary>A cabinet's <c>cabinet.json</c>.</summary>
    /// <param name="index">Which cabinet, from 0.</param>
    /// <returns>Its bytes, valid.</returns>
    public byte[] ConfigurationOf(int index)
    {
        SeededRandom random = new(unchecked((seed * 1000003) + index));
        FleetPrefecture prefecture = PrefectureOf(index);
        int dice = random.NextInt(0, 99);
        string kind = dice < KitsPercent ? "kit" : dice < KitsPercent + StationsPercent ? "station" : "aed";
        (string sector, string place, string spot) = s_places[random.NextInt(0, s_places.Length - 1)];
        int number = random.NextInt(1, 99);
        JsonObject root = new()
        {
            ["version"] = 1,
            ["id"] = IdOf(index),
            ["kind"] = kind,
            ["firstBoot"] = firstBoot,
            ["prefecture"] = prefecture.Code,
            ["county"] = prefecture.Counties[random.NextInt(0, prefecture.Counties.Count - 1)],
            ["sector"] = sector,
            ["commandKey"] = Convert.ToHexStringLower(KeyOf(index)),
            ["site"] = new JsonObject
            {
                ["name"] = string.Create(CultureInfo.InvariantCulture,
                    $"{place}{(kind == "kit" ? "急救箱" : kind == "station" ? "应急救护一体机" : "AED")} {index + 1} 号"),
                ["site"] = string.Create(CultureInfo.InvariantCulture, $"{prefecture.Name}第{number}{place}（虚构）"),
                ["where"] = spot,
                ["indoor"] = random.Chance(0.7),
                ["access"] = "yes",
                ["hours"] = "24/7",
                ["lat"] = Degrees(prefecture.LatitudeE6 + random.NextInt(-SpreadE6, SpreadE6)),
                ["lon"] = Degrees(prefecture.LongitudeE6 + random.NextInt(-SpreadE6, SpreadE6)),
                ["contactName"] = "值班室（虚构）",
                ["contactPhone"] = string.Create(CultureInfo.InvariantCulture, $"+86-{prefecture.AreaCode[1..]}-0000000"),
                ["trainedResponders"] = random.NextInt(1, 20),
            },
            ["care"] = new JsonObject { ["lastInspection"] = Day(today) },
            ["network"] = "ethernet",
            ["power"] = kind == "kit" ? s_kit.PowerSettings() : new JsonObject { ["batteryFitted"] = true },
            ["broker"] = new JsonObject { ["host"] = broker.Host, ["port"] = broker.Port, ["tls"] = false },
            ["pins"] = s_pins.Value.DeepClone(),
        };
        if (kind != "aed")
        {
            root["care"]!["kitExpire"] = Day(today.AddMonths(18));
        }

        if (kind == "kit")
        {
            root["broker"]!["firstAttemptSeconds"] = 0;
            root["climate"] = new JsonObject { ["probeFitted"] = s_kit.Probe, ["heaterFitted"] = s_kit.Heater };
        }
        else
        {
            PutAed(root, s_aeds[random.NextInt(0, s_aeds.Length - 1)], index);
        }

        return PlainJson.Write(root);
    }

    /// <summary>A cabinet's key. It is made of the seed, so it is no secret.</summary>
    /// <param name="index">Which cabinet, from 0.</param>
    /// <returns>32 bytes.</returns>
    public byte[] KeyOf(int index) => SHA256.HashData(
        System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"fleet {seed} {index}")));

    // Each AED of the fleet blinks at a pace of its own (FleetSurroundings): 2 to 8 s, and a quarter more either way.
    private static JsonObject Confirmed(string name)
    {
        JsonObject profile = ProfileSource.Commissioned(name);
        if (profile["period"] is JsonObject period)
        {
            period["minMs"] = 1500;
            period["maxMs"] = 10_000;
        }

        return profile;
    }

    private void PutAed(JsonObject root, (string Profile, string Model, JsonObject Json) aed, int index)
    {
        root["aed"] = new JsonObject
        {
            ["model"] = aed.Model,
            ["serial"] = string.Create(CultureInfo.InvariantCulture, $"FLEET-{index + 1:00000}"),
            ["profile"] = aed.Profile,
            ["padsExpire"] = Day(today.AddMonths(20)),
            ["batteryExpire"] = Day(today.AddMonths(40)),
        };
        root["indicatorProfile"] = aed.Json.DeepClone();
    }

    private static decimal Degrees(int millionths) => millionths / 1000000m;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
