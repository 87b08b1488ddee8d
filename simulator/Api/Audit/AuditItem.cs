using AedCabinet.Access;

namespace AedCabinet.Api.Audit;

/// <summary>One line of the audit log.</summary>
public sealed record AuditItem
{
    /// <summary>Gets its number: a later line has a higher one.</summary>
    public required long No { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Gets who: a person's or a system's name, #7 for a name that is kept no longer; empty for one who wasn't logged in.
    /// </summary>
    public required string Who { get; init; }

    /// <summary>Gets from where: an address, or "command line".</summary>
    public required string From { get; init; }

    /// <summary>Gets what was done or tried.</summary>
    public required string Action { get; init; }

    /// <summary>Gets the cabinet's id, or <c>null</c>.</summary>
    public required string? Cabinet { get; init; }

    /// <summary>Gets a value indicating whether it was allowed.</summary>
    public required bool IsAllowed { get; init; }

    /// <summary>Gets what else there is to say, or <c>null</c>.</summary>
    public required string? Detail { get; init; }

    /// <summary>Gets the name of the account that it was done to, or <c>null</c>.</summary>
    public required string? Whom { get; init; }

    /// <summary>A line as the API gives it.</summary>
    /// <param name="no">Its number.</param>
    /// <param name="entry">The line.</param>
    /// <returns>It.</returns>
    internal static AuditItem Of(long no, AuditEntry entry) => new()
    {
        No = no,
        At = entry.At,
        Who = entry.Who,
        From = entry.From,
        Action = entry.Action,
        Cabinet = entry.Cabinet,
        IsAllowed = entry.IsAllowed,
        Detail = entry.Detail,
        Whom = entry.Whom,
    };
}
