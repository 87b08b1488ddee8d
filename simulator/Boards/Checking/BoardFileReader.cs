using System.Globalization;
using System.Text.Json;

namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>Reads a board's file member by member, so that all of its mistakes are told at once.</summary>
internal sealed class BoardFileReader
{
    private static readonly string[] s_members =
        ["$schema", "board", "name", "module", "chip", "target", "network", "kinds", "source", "memory", "deployment", "pins", "ports",
            "lacks", "power", "header", "gpio"];

    private readonly string _file;
    private readonly List<BoardProblem> _problems;

    private BoardFileReader(string file, List<BoardProblem> problems)
    {
        _file = file;
        _problems = problems;
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="file">Its name in messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The board, with empty members where the file has none; <c>null</c> when it is no JSON object.</returns>
    public static BoardFile? Read(string file, string text, List<BoardProblem> problems)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new BoardFileReader(file, problems).Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            // The reader names the line and counts it from 0; people and editors count from 1.
            string where = exception.LineNumber is long line ? $"line {line + 1}" : "the file";
            string why = exception.LineNumber is null ? exception.Message.TrimEnd('.') : "is not valid JSON";
            problems.Add(new BoardProblem(file, where, why, "check brackets, commas, quotation marks and doubled names"));
            return null;
        }
    }

    private BoardFile? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Reject("the file", "holds no JSON object", "write { … } with the members of hardware/board.schema.json");
            return null;
        }

        foreach (JsonProperty member in root.EnumerateObject().Where(member => !s_members.Contains(member.Name)))
        {
            Reject(member.Name, "is unknown", $"use {string.Join(", ", s_members.Skip(1))}");
        }

        return new BoardFile(
            _file,
            Text(root, "board"),
            Text(root, "name"),
            Text(root, "module"),
            Text(root, "chip"),
            Text(root, "target"),
            Text(root, "network"),
            Texts(root, "kinds"),
            Texts(root, "source"),
            Memory(Member(root, "memory", JsonValueKind.Object)),
            Deployment(Member(root, "deployment", JsonValueKind.Object)),
            Pins(root, "pins"),
            Pins(root, "ports"),
            Reasons(Member(root, "lacks", JsonValueKind.Object), "lacks"),
            Reasons(Member(root, "power", JsonValueKind.Object), "power"),
            Header(Member(root, "header", JsonValueKind.Object)),
            Gpios(root));
    }

    private BoardMemory Memory(JsonElement? memory)
    {
        if (memory is not JsonElement found)
        {
            return new BoardMemory(string.Empty, 0, 0, new BilingualText(string.Empty, string.Empty));
        }

        RejectUnknown(found, "memory", "use", "heapKb", "why", "source");
        Text(found, "source", "memory.");
        JsonElement? heap = Member(found, "heapKb", JsonValueKind.Object, "memory.");
        JsonElement? why = Member(found, "why", JsonValueKind.Object, "memory.");
        return new BoardMemory(
            Text(found, "use", "memory."),
            heap is JsonElement from ? Number(from, "from", "memory.heapKb.") : 0,
            heap is JsonElement to ? Number(to, "to", "memory.heapKb.") : 0,
            why is JsonElement texts ? new BilingualText(Text(texts, "zh", "memory.why."), Text(texts, "en", "memory.why."))
                : new BilingualText(string.Empty, string.Empty));
    }

    private BoardDeployment Deployment(JsonElement? deployment)
    {
        if (deployment is not JsonElement found)
        {
            return new BoardDeployment(string.Empty, 0);
        }

        RejectUnknown(found, "deployment", "address", "bytes", "source");
        Text(found, "source", "deployment.");
        return new BoardDeployment(Text(found, "address", "deployment."), Number(found, "bytes", "deployment."));
    }

    private Dictionary<string, int> Pins(JsonElement root, string member)
    {
        Dictionary<string, int> pins = [];
        foreach (JsonProperty pin in Properties(Member(root, member, JsonValueKind.Object)))
        {
            if (pin.Value.ValueKind == JsonValueKind.Number && pin.Value.TryGetInt32(out int gpio) && gpio >= 0)
            {
                pins[pin.Name] = gpio;
            }
            else
            {
                Reject($"{member}.{pin.Name}", $"{pin.Value.GetRawText()} is no GPIO",
                    "write a whole number from 0 without quotation marks, or leave the signal out and say why under \"lacks\"");
            }
        }

        return pins;
    }

    private Dictionary<int, GpioFacts> Gpios(JsonElement root)
    {
        Dictionary<int, GpioFacts> gpios = [];
        foreach (JsonProperty entry in Properties(Member(root, "gpio", JsonValueKind.Object)))
        {
            string where = $"gpio.{entry.Name}";
            if (BoardHeader.Gpio(entry.Name) is not int number || entry.Value.ValueKind != JsonValueKind.Object)
            {
                Reject(where, "is no GPIO with its facts", "write \"12\": { \"limits\": { … } }");
                continue;
            }

            foreach (JsonProperty member in entry.Value.EnumerateObject().Where(member => member.Name is not ("adc1" or "limits")))
            {
                Reject($"{where}.{member.Name}", "is unknown", "use adc1 and limits");
            }

            int? adc1 = entry.Value.TryGetProperty("adc1", out JsonElement channel) && channel.ValueKind == JsonValueKind.Number
                && channel.TryGetInt32(out int value) ? value : null;
            gpios[number] = new GpioFacts(number, adc1, Limits(entry.Value, where));
        }

        return gpios;
    }

    private Dictionary<PinLimit, string> Limits(JsonElement gpio, string where)
    {
        Dictionary<PinLimit, string> limits = [];
        foreach ((string name, string why) in Reasons(Member(gpio, "limits", JsonValueKind.Object, where + "."), where + ".limits"))
        {
            PinLimit? limit = Enum.GetValues<PinLimit>().Where(known => JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) == name)
                .Select(known => (PinLimit?)known).FirstOrDefault();
            if (limit is PinLimit known)
            {
                limits[known] = why;
            }
            else
            {
                string names = string.Join(", ", Enum.GetNames<PinLimit>().Select(JsonNamingPolicy.CamelCase.ConvertName));
                Reject($"{where}.limits.{name}", "is unknown", $"use {names}");
            }
        }

        return limits;
    }

    private BoardHeader Header(JsonElement? header)
    {
        if (header is not JsonElement found)
        {
            return new BoardHeader(InPhysicalOrder: false, [], []);
        }

        bool inOrder = found.TryGetProperty("inPhysicalOrder", out JsonElement order) && order.ValueKind == JsonValueKind.True;
        return new BoardHeader(inOrder, Row(found, "left"), Row(found, "right"));
    }

    private List<string> Row(JsonElement header, string side)
    {
        List<string> row = [];
        if (Member(header, side, JsonValueKind.Array, "header.") is JsonElement pins)
        {
            foreach (JsonElement pin in pins.EnumerateArray())
            {
                row.Add(pin.ValueKind == JsonValueKind.Number && pin.TryGetInt32(out int gpio) ? gpio.ToString(CultureInfo.InvariantCulture)
                    : pin.ToString());
            }
        }

        return row;
    }

    private Dictionary<string, string> Reasons(JsonElement? from, string where)
    {
        Dictionary<string, string> reasons = [];
        foreach (JsonProperty member in Properties(from))
        {
            if (member.Value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(member.Value.GetString()))
            {
                reasons[member.Name] = member.Value.GetString()!;
            }
            else
            {
                Reject($"{where}.{member.Name}", "has no text", "say it in a few words in quotation marks");
            }
        }

        return reasons;
    }

    private string Text(JsonElement root, string name, string path = "")
    {
        string text = Member(root, name, JsonValueKind.String, path) is JsonElement found ? found.GetString()! : string.Empty;
        if (text.Length == 0 && root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
        {
            Reject(path + name, "is empty", "fill it in");
        }

        return text;
    }

    private int Number(JsonElement root, string name, string path)
    {
        if (Member(root, name, JsonValueKind.Number, path) is not JsonElement found)
        {
            return 0;
        }

        if (found.TryGetInt32(out int number) && number > 0)
        {
            return number;
        }

        Reject(path + name, $"{found.GetRawText()} is no size", "write a whole number from 1");
        return 0;
    }

    private void RejectUnknown(JsonElement section, string path, params string[] known)
    {
        foreach (JsonProperty member in section.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            Reject($"{path}.{member.Name}", "is unknown", $"use {string.Join(", ", known)}");
        }
    }

    private List<string> Texts(JsonElement root, string name)
    {
        List<string> texts = Member(root, name, JsonValueKind.Array) is JsonElement found
            ? [.. found.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
                .Where(text => !string.IsNullOrWhiteSpace(text))]
            : [];
        if (texts.Count == 0 && root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array)
        {
            Reject(name, "names nothing", "write at least one text in the brackets");
        }

        return texts;
    }

    private JsonElement? Member(JsonElement parent, string name, JsonValueKind kind, string path = "")
    {
        if (!parent.TryGetProperty(name, out JsonElement value))
        {
            Reject(path + name, "is missing", "add it; hardware/board.schema.json says what it holds");
            return null;
        }

        if (value.ValueKind != kind)
        {
            Reject(path + name, $"is {Word(value.ValueKind)}", $"it must be {Word(kind)}");
            return null;
        }

        return value;
    }

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object { … }",
        JsonValueKind.Array => "a list [ … ]",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static IEnumerable<JsonProperty> Properties(JsonElement? value) => value is JsonElement found ? found.EnumerateObject() : [];

    private void Reject(string where, string why, string instead) => _problems.Add(new BoardProblem(_file, where, why, instead));
}
