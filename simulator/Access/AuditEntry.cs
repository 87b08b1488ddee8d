namespace AedCabinet.Access;

/// <summary>One line of the audit log. Nothing secret stands in it.</summary>
/// <param name="At">When.</param>
/// <param name="Who">The person's or system's name; empty for one who isn't logged in.</param>
/// <param name="From">From where: an address, or <c>command line</c>.</param>
/// <param name="Action">What was done or tried, a word such as <c>command</c>, <c>contact.seen</c>, <c>login</c> or
/// <c>emergency.seen</c>.</param>
/// <param name="Cabinet">The cabinet's id, or <c>null</c>.</param>
/// <param name="IsAllowed">Whether it was allowed.</param>
/// <param name="Detail">What else there is to say, in short English, or <c>null</c>.</param>
public sealed record AuditEntry(
    DateTimeOffset At, string Who, string From, string Action, string? Cabinet, bool IsAllowed, string? Detail = null);
