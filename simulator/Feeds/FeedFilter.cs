using System.Text.Json;
using AedCabinet.Contract;

namespace AedCabinet.Feeds;

/// <summary>What of what happens somebody wants to be told; what is empty doesn't narrow it.</summary>
public sealed record FeedFilter
{
    private const string AnyBehind = ".*";

    private static readonly JsonSerializerOptions s_plain = new(JsonSerializerDefaults.Web);

    /// <summary>Gets the types, such as <c>aed.cabinet.aed.removed</c>, or all of an area by <c>aed.incident.*</c>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Gets the severities by name.</summary>
    public IReadOnlyList<string> Severities { get; init; } = [];

    /// <summary>Gets the prefectures, the first four digits of GB/T 2260 codes.</summary>
    public IReadOnlyList<string> Prefectures { get; init; } = [];

    /// <summary>Gets the departments, as in topics.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Reads what <see cref="ToText"/> gave.</summary>
    /// <param name="text">It.</param>
    /// <returns>The filter.</returns>
    public static FeedFilter Parse(string text) => JsonSerializer.Deserialize<FeedFilter>(text, s_plain) ?? new FeedFilter();

    /// <summary>It as it is kept.</summary>
    /// <returns>JSON.</returns>
    public string ToText() => JsonSerializer.Serialize(this, s_plain);

    /// <summary>Whether something is wanted.</summary>
    /// <param name="entry">What happened.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Wants(FeedEntry entry) => HasType(entry.Type) && IsIn(Severities, EventCatalog.NameOf(entry.Severity))
        && IsIn(Prefectures, entry.Topic.Prefecture) && IsIn(Departments, entry.Topic.Sector);

    private static bool IsIn(IReadOnlyList<string> wanted, string value) => wanted.Count == 0 || wanted.Contains(value);

    private bool HasType(string type) => Types.Count == 0 || Types.Any(wanted => wanted == type
        || (wanted.EndsWith(AnyBehind, StringComparison.Ordinal) && type.StartsWith(wanted[..^1], StringComparison.Ordinal)));
}
