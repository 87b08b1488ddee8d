namespace AedCabinet.Access;

/// <summary>One line of the audit log. Nothing secret stands in it.</summary>
/// <param name="At">When.</param>
/// <param name="Who">The person's or system's name; empty for one who isn't logged in.</param>
/// <param name="From">From where: an address, or <see cref="CommandLine"/>.</param>
/// <param name="Action">What was done or tried, one of <see cref="AuditActions"/>.</param>
/// <param name="Cabinet">The cabinet's id, or <c>null</c>.</param>
/// <param name="IsAllowed">Whether it was allowed.</param>
/// <param name="Detail">What else there is to say, in short English without anybody's name, or <c>null</c>.</param>
/// <param name="Whom">The name of the account that it was done to, or <c>null</c>.</param>
public sealed record AuditEntry(
    DateTimeOffset At, string Who, string From, string Action, string? Cabinet, bool IsAllowed, string? Detail = null, string? Whom = null)
{
    /// <summary>From where something is done that is typed at the registry's own computer.</summary>
    public const string CommandLine = "command line";
}
