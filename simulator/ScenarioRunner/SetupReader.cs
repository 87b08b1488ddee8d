using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Terminal;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Reads the part of a scenario file that says which cabinet hangs where.</summary>
internal static class SetupReader
{
    private const string DefaultProfile = "philips-hs1";

    private static readonly TimeSpan s_utcOffset = TimeSpan.FromHours(8);
    private static readonly DateTimeOffset s_defaultStart = new(2026, 1, 12, 9, 0, 0, s_utcOffset);
    private static readonly string[] s_kinds = ["aed", "kit", "station"];

    public static CabinetSetup? Read(YamlPlace place, YamlNode root, Dictionary<string, YamlNode> scenario, string file, long seed)
    {
        DateTimeOffset start = ReadStart(place, scenario.GetValueOrDefault("start"));
        YamlNode cabinet = scenario.GetValueOrDefault("cabinet") ?? new YamlMappingNode();
        Dictionary<string, YamlNode> members = place.Members(cabinet, "cabinet", "kind", "profile", "configuration", "settings", "empty");
        JsonObject? configuration = BaseOf(place, members, file, start);
        PhysicsOptions? physics = ReadPhysics(place, scenario, start);
        if (configuration is null || physics is null)
        {
            return null;
        }

        SetKind(place, members.GetValueOrDefault("kind"), configuration);
        SetProfile(place, members, configuration);
        if (members.TryGetValue("settings", out YamlNode? settings))
        {
            Merge(place, settings, configuration);
        }

        SetBatteryKit(members, configuration);
        byte[] content = Encoding.UTF8.GetBytes(configuration.ToJsonString(PlainJson.Options));
        if (Check(place, members.GetValueOrDefault("settings") ?? members.GetValueOrDefault("configuration")
            ?? (scenario.ContainsKey("cabinet") ? cabinet : root), content) is not { } settled)
        {
            return null;
        }

        physics = physics with
        {
            Lights = LightingSource.For(settled.IndicatorProfile),
            Power = settled.Power.BatteryFitted ? SupplySource.For(settled.Power) : new PowerParameters { CapacityWh = 0 },
        };
        bool isEmpty = members.TryGetValue("empty", out YamlNode? empty) && ReadFlag(place, empty, "empty");
        return new CabinetSetup(content, isEmpty, physics, start, seed);
    }

    private static DateTimeOffset ReadStart(YamlPlace place, YamlNode? node)
    {
        if (node is null)
        {
            return s_defaultStart;
        }

        string[] forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
        if (DateTime.TryParseExact(place.Text(node, "start"), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            && local.Year is > 2020 and < 2100)
        {
            return new DateTimeOffset(local, s_utcOffset);
        }

        place.Add(node, "start must be a local date and time, for example 2026-01-12 09:00");
        return s_defaultStart;
    }

    private static JsonObject? BaseOf(YamlPlace place, Dictionary<string, YamlNode> members, string file, DateTimeOffset start)
    {
        if (members.TryGetValue("configuration", out YamlNode? node))
        {
            return ReadFile(place, node, file);
        }

        return DemoAt(start);
    }

    /// <summary>The cabinet of a scenario that says nothing of one.</summary>
    /// <param name="start">When the scenario begins: it was inspected on that day.</param>
    /// <returns>Its <c>cabinet.json</c>.</returns>
    public static JsonObject DemoAt(DateTimeOffset start)
    {
        JsonObject root = JsonNode.Parse(File.ReadAllBytes(
            Path.Combine(AppContext.BaseDirectory, "demo", ConfigurationFile.Name)))!.AsObject();
        root["pins"] = BoardDefinition.Load(SimulatedBoard.Reference).ToPinsSection();
        root["indicatorProfile"] = ProfileSource.Commissioned(DefaultProfile);
        root["climate"] = new JsonObject
        {
            ["insideProbe"] = new SimulatedDs18b20(() => 0, () => 0) { Serial = SimulatedCabinet.InsideProbeSerial }.Number,
            ["outsideProbe"] = new SimulatedDs18b20(() => 0, () => 0) { Serial = SimulatedCabinet.OutsideProbeSerial }.Number,
        };
        root["care"] = new JsonObject { ["lastInspection"] = start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        root["broker"] = new JsonObject { ["host"] = "broker.example", ["port"] = 8883, ["tls"] = true, ["firstAttemptSeconds"] = 0 };
        return root;
    }

    private static JsonObject? ReadFile(YamlPlace place, YamlNode node, string file)
    {
        string name = place.Text(node, "configuration") ?? string.Empty;
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? string.Empty, name);
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(path)) is JsonObject root)
            {
                return root;
            }

            place.Add(node, $"{name} holds no JSON object");
        }
        catch (JsonException)
        {
            place.Add(node, $"{name} is not valid JSON; check brackets, commas and quotation marks");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            place.Add(node, $"{name} can't be read: there is no such file. It is looked for beside the scenario");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            place.Add(node, $"{name} can't be read: {exception.Message} It is looked for beside the scenario");
        }

        return null;
    }

    private static void SetKind(YamlPlace place, YamlNode? node, JsonObject configuration)
    {
        if (node is null)
        {
            return;
        }

        string kind = place.Text(node, "kind") ?? string.Empty;
        if (!s_kinds.Contains(kind))
        {
            place.Add(node, $"there is no kind \"{kind}\"; there are: {string.Join(", ", s_kinds)}");
            return;
        }

        configuration["kind"] = kind;
        if (kind == "kit")
        {
            configuration.Remove("aed");
            configuration.Remove("indicatorProfile");
        }
    }

    // The demonstration's battery kit hangs where nobody is by: that somebody opens it is an emergency there, unless the scenario says
    // otherwise.
    private static void SetBatteryKit(Dictionary<string, YamlNode> members, JsonObject configuration)
    {
        bool sleeps = configuration["power"]?["deepSleep"]?.ToString() == "true";
        if (sleeps && !members.ContainsKey("configuration") && configuration["kit"] is null)
        {
            configuration["kit"] = new JsonObject { ["openedSeverity"] = "emergency" };
        }
    }

    private static void SetProfile(YamlPlace place, Dictionary<string, YamlNode> members, JsonObject configuration)
    {
        if (!members.TryGetValue("profile", out YamlNode? node))
        {
            return;
        }

        try
        {
            configuration["indicatorProfile"] = ProfileSource.Commissioned(place.Text(node, "profile") ?? string.Empty);
        }
        catch (UserErrorException exception)
        {
            place.Add(node, exception.Message);
        }
    }

    private static PhysicsOptions? ReadPhysics(YamlPlace place, Dictionary<string, YamlNode> scenario, DateTimeOffset start)
    {
        Weather? weather = scenario.TryGetValue("weather", out YamlNode? node) ? ReadWeather(place, node) : Weather.Constant(20);
        double insideC = scenario.TryGetValue("inside", out YamlNode? inside) ? Number(place, inside, "inside", -60, 80) : 15;
        BoxParameters box = new();
        if (scenario.TryGetValue("box", out YamlNode? boxNode))
        {
            Dictionary<string, YamlNode> members = place.Members(boxNode, "box", "glassFront", "heaterWatts");
            box = members.TryGetValue("glassFront", out YamlNode? glass) && ReadFlag(place, glass, "glassFront")
                ? BoxParameters.GlassFront : box;
            box = members.TryGetValue("heaterWatts", out YamlNode? watts)
                ? box with { HeaterW = Number(place, watts, "heaterWatts", 0, 1000) } : box;
        }

        TimeSpan sinceMonday = TimeSpan.FromDays(((int)start.DayOfWeek + 6) % 7) + start.TimeOfDay;
        return weather is null ? null
            : new PhysicsOptions { Weather = weather, InsideC = insideC, Box = box, WeekStartMs = -(long)sinceMonday.TotalMilliseconds };
    }

    private static Weather? ReadWeather(YamlPlace place, YamlNode node)
    {
        string[] names = ["indoor", .. Weather.ShippedNames];
        if (node is YamlMappingNode)
        {
            Dictionary<string, YamlNode> members = place.Members(node, "weather", "outside", "sun", "wind");
            double outsideC = members.TryGetValue("outside", out YamlNode? outside) ? Number(place, outside, "outside", -70, 60) : 20;
            double sun = members.TryGetValue("sun", out YamlNode? sunNode) ? Number(place, sunNode, "sun", 0, 1400) : 0;
            double wind = members.TryGetValue("wind", out YamlNode? windNode) ? Number(place, windNode, "wind", 0, 60)
                : Weather.StandardWindMPerS;
            return Weather.Constant(outsideC, sun, wind);
        }

        string? name = place.Text(node, "weather");
        if (names.Contains(name))
        {
            return CabinetInputs.WeatherOf(name!);
        }

        place.Add(node,
            $"there is no weather \"{name}\"; there are: {string.Join(", ", names)}; or say {{outside: -40, sun: 0, wind: 4}} (°C, "
                + $"W/m², m/s)");
        return null;
    }

    private static double Number(YamlPlace place, YamlNode node, string what, double least, double most)
    {
        if (double.TryParse(place.Text(node, what), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out double number) && number >= least && number <= most)
        {
            return number;
        }

        place.Add(node, string.Create(CultureInfo.InvariantCulture, $"{what} must be a number from {least} to {most}"));
        return least;
    }

    private static bool ReadFlag(YamlPlace place, YamlNode node, string what)
    {
        string? text = place.Text(node, what);
        if (text is not ("true" or "false"))
        {
            place.Add(node, $"{what} must be true or false");
        }

        return text == "true";
    }

    private static void Merge(YamlPlace place, YamlNode node, JsonObject target)
    {
        if (node is not YamlMappingNode mapping)
        {
            place.Add(node, "settings must be a mapping with sections of cabinet.json, for example  alarm: {leftOpenSeconds: 60}");
            return;
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string name = ((YamlScalarNode)key).Value!;
            if (value is YamlMappingNode)
            {
                JsonObject section = target[name] as JsonObject ?? [];
                target[name] = section.Parent is null ? section : section.DeepClone();
                Merge(place, value, target[name]!.AsObject());
            }
            else if (ToJson(value) is { } json)
            {
                target[name] = json;
            }
            else
            {
                target.Remove(name);
            }
        }
    }

    // null takes a member away.
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => JsonValue.Create(quoted.Value),
        YamlScalarNode { Value: "null" or "~" or "" } => null,
        YamlScalarNode { Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode number when decimal.TryParse(number.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out decimal value) => JsonValue.Create(value),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    private static CabinetConfiguration? Check(YamlPlace place, YamlNode node, byte[] content)
    {
        ConfigurationProblems problems = new();
        CabinetConfiguration configuration = ConfigurationFile.Parse(content, problems);
        foreach (string line in problems.ToLines())
        {
            place.Add(PlaceOf(node, line), "cabinet.json would be wrong: " + line);
        }

        return problems.Count == 0 ? configuration : null;
    }

    // "climate.heaterOnBelow: ..." is about the member of that path, if the file has it.
    private static YamlNode PlaceOf(YamlNode node, string problem)
    {
        foreach (string name in problem.Split(':')[0].Split('.'))
        {
            if (node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? child))
            {
                break;
            }

            node = child;
        }

        return node;
    }
}
