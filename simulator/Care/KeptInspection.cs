namespace AedCabinet.Care;

/// <summary>An inspection that is in the database.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Who">Who made it.</param>
/// <param name="Command">The id of the command that told the cabinet, or <c>null</c>.</param>
/// <param name="IsNew">Whether it was not there before.</param>
public sealed record KeptInspection(string Cabinet, string Who, string? Command, bool IsNew);
