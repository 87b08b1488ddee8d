using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Places;
using AedCabinet.Terminal;

namespace AedCabinet.Care;

/// <summary>Something of a cabinet that can be corrected from the centre.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="Section">The section of the cabinet's own settings; <c>null</c> for what only the registry holds.</param>
/// <param name="Member">Its name there.</param>
/// <param name="Judge">Says what is wrong with a value, or <c>null</c>.</param>
public sealed record CorrectionField(string Name, string? Section, string Member, Func<JsonNode, Wording?> Judge)
{
    /// <summary>How many people there are at the site; the registry's own.</summary>
    public const string People = "people";

    /// <summary>Who is responsible at the department; the registry's own.</summary>
    public const string Responsible = "responsible";

    // The cabinet's own limits (ConfigurationReader).
    private const int MostText = 100;
    private const int MostResponders = 100_000;
    private const int MostPeople = 1_000_000;

    private static readonly string[] s_access = ["yes", "permissive", "customers", "private", "no"];

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<CorrectionField> All { get; } =
    [
        new("name", "site", "name", Text), new("site", "site", "site", Text), new("where", "site", "where", Text),
        new("floor", "site", "floor", Text), new("isIndoor", "site", "indoor", Flag), new("isMobile", "site", "mobile", Flag),
        new("access", "site", "access", Access), new("hours", "site", "hours", Hours),
        new("latitude", "site", "lat", value => Number(value, -90, 90)), new("longitude", "site", "lon", value => Number(value, -180, 180)),
        new("contactName", "site", "contactName", Text), new("contactPhone", "site", "contactPhone", Text),
        new("trainedResponders", "site", "trainedResponders", value => Whole(value, MostResponders)),
        new("padsExpire", "aed", "padsExpire", Day), new("batteryExpire", "aed", "batteryExpire", Day),
        new("kitExpire", "care", "kitExpire", Day),
        new(People, null, People, value => Whole(value, MostPeople)), new(Responsible, null, Responsible, Text),
    ];

    /// <summary>Gets a value indicating whether it says whom to call, so that not everybody may read it.</summary>
    public bool IsOfContact => Member is "contactName" or "contactPhone" or Responsible;

    /// <summary>Judges a correction as a whole.</summary>
    /// <param name="fields">What came: the values by name; <c>null</c> gives one back to the cabinet's file, or forgets it.</param>
    /// <returns>What is wrong, by name; nothing when it may be.</returns>
    public static IReadOnlyList<(string Name, Wording Wrong)> JudgeAll(JsonObject fields)
    {
        List<(string, Wording)> wrong = [];
        foreach ((string name, JsonNode? value) in fields)
        {
            if (All.FirstOrDefault(field => field.Name == name) is not { } known)
            {
                string list = string.Join(", ", All.Select(field => field.Name));
                wrong.Add((name, new($"不能更正这一项；可更正的有：{list}。", $"It can't be corrected; what can be: {list}.")));
            }
            else if (value is not null && known.Judge(value) is { } fault)
            {
                wrong.Add((name, fault));
            }
        }

        if (fields.ContainsKey("latitude") != fields.ContainsKey("longitude"))
        {
            wrong.Add((fields.ContainsKey("latitude") ? "longitude" : "latitude",
                new("经度和纬度要一起给出。", "Latitude and longitude go together.")));
        }

        if (fields.Count == 0)
        {
            wrong.Add((string.Empty, new("没有要更正的内容。", "There is nothing to correct.")));
        }

        return wrong;
    }

    /// <summary>The arguments of the signed <c>configure</c> that carries what the cabinet holds.</summary>
    /// <param name="fields">The values by name.</param>
    /// <returns>The arguments; empty when the cabinet holds none of it.</returns>
    public static JsonObject ToConfigure(JsonObject fields)
    {
        JsonObject args = [];
        foreach (CorrectionField field in All.Where(field => field.Section is not null && fields.ContainsKey(field.Name)))
        {
            if (args[field.Section!] is not JsonObject section)
            {
                args[field.Section!] = section = [];
            }

            section[field.Member] = fields[field.Name]?.DeepClone();
        }

        return args;
    }

    private static Wording? Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String
        && value.GetValue<string>() is { Length: >= 1 and <= MostText } text && !text.Any(char.IsControl) ? null
        : new($"请用1到{MostText}个字符的文字，或null。", $"Use a text of 1 to {MostText} characters, or null.");

    private static Wording? Flag(JsonNode value) => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null
        : new("请用true或false。", "Use true or false.");

    private static Wording? Access(JsonNode value) => value.GetValueKind() == JsonValueKind.String
        && s_access.Contains(value.GetValue<string>()) ? null
        : new($"请用以下之一：{string.Join(", ", s_access)}。", $"Use one of: {string.Join(", ", s_access)}.");

    private static Wording? Hours(JsonNode value) => Text(value)
        ?? (OpeningHours.Normalize(value.GetValue<string>()) is not null ? null
            : new("请用OpenStreetMap的开放时间写法，例如Mo-Fr 08:00-18:00或24/7。",
                "Use OpenStreetMap's syntax of opening hours, for example Mo-Fr 08:00-18:00 or 24/7."));

    private static Wording? Day(JsonNode value) => value.GetValueKind() == JsonValueKind.String
        && DateOnly.TryParseExact(value.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null
        : new("请写成2026-12-31这样的日期。", "Write a date such as 2026-12-31.");

    private static Wording? Number(JsonNode value, double least, double most) => value.GetValueKind() == JsonValueKind.Number
        && value.GetValue<double>() is double number && number >= least && number <= most ? null
        : new($"请用{least}到{most}的度数（WGS-84）。", $"Use degrees (WGS-84) from {least} to {most}.");

    private static Wording? Whole(JsonNode value, long most) => value.GetValueKind() == JsonValueKind.Number
        && value.AsValue().TryGetValue(out long number) && number >= 0 && number <= most ? null
        : new($"请用0到{most}的整数。", $"Use a whole number from 0 to {most}.");
}
