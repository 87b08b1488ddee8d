using AedCabinet.Access;

namespace AedCabinet.Accounts;

/// <summary>A role that a claim of the outside provider gives.</summary>
public sealed record AuthorityGrant
{
    /// <summary>Gets the claim's name, for example <c>groups</c>.</summary>
    public required string Claim { get; init; }

    /// <summary>Gets its value.</summary>
    public required string Value { get; init; }

    /// <summary>Gets the role.</summary>
    public required Role Role { get; init; }

    /// <summary>Gets the first four digits of prefectures; empty for all.</summary>
    public IReadOnlyList<string> Prefectures { get; init; } = [];

    /// <summary>Gets the departments as in topics; empty for all.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Gets the ids of cabinets; empty for all.</summary>
    public IReadOnlyList<string> Cabinets { get; init; } = [];

    /// <summary>The grant.</summary>
    /// <returns>It.</returns>
    public Grant ToGrant() => new(Role, Prefectures, Departments, Cabinets);
}
