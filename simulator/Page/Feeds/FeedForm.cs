using AedCabinet.Centre;

namespace AedCabinet.Page.Feeds;

/// <summary>What is typed for a new subscription.</summary>
internal sealed class FeedForm
{
    /// <summary>The fields, in their order; all but the first two hold several values with commas between them.</summary>
    public static readonly IReadOnlyList<string> Fields = ["name", "url", "types", "severities", "prefectures", "departments"];

    // The Chinese comma and blanks part them too.
    private static readonly char[] s_between = [',', '，', '、', ' '];

    private readonly Dictionary<string, string> _typed = [];

    /// <summary>What is typed in a field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The text.</returns>
    public string Get(string field) => _typed.GetValueOrDefault(field, string.Empty);

    /// <summary>Types something.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The text.</param>
    public void Set(string field, string? text) => _typed[field] = text?.Trim() ?? string.Empty;

    /// <summary>The wish, to be judged.</summary>
    /// <returns>It.</returns>
    public FeedWish Wish() => new(Get("name"), Get("url"))
    {
        Types = Several("types"),
        Severities = Several("severities"),
        Prefectures = Several("prefectures"),
        Departments = Several("departments"),
    };

    private string[] Several(string field) => Get(field).Split(s_between, StringSplitOptions.RemoveEmptyEntries);
}
