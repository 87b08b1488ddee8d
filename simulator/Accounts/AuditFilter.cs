namespace AedCabinet.Accounts;

/// <summary>Which entries of the audit log are wanted; what is <c>null</c> or empty doesn't matter.</summary>
public sealed record AuditFilter
{
    /// <summary>Gets who did it, the whole name.</summary>
    public string? Who { get; init; }

    /// <summary>Gets what was done, the beginning of its word.</summary>
    public string? Action { get; init; }

    /// <summary>Gets the cabinet's id.</summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets whether it was allowed.</summary>
    public bool? IsAllowed { get; init; }

    /// <summary>Gets since when.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets before when.</summary>
    public DateTimeOffset? Before { get; init; }
}
