namespace AedCabinet.Centre;

/// <summary>Missing events that a registry asked a cabinet for again, and what came of it.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Boot">The number of the boot.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="Asked">When.</param>
/// <param name="Counter">The command's number.</param>
/// <param name="Outcome">What came of it: <c>under way</c>, <c>came</c>, <c>in part</c>, <c>nothing came</c>, <c>no reply</c> or
/// <c>refused</c>.</param>
/// <param name="Code">The cabinet's reply code, or <c>null</c>.</param>
/// <param name="Reason">Why, in the firmware's words; or <c>null</c>.</param>
/// <param name="Came">How many of the events came.</param>
public sealed record ResendRecord(string Cabinet, int Boot, int First, int Last, DateTimeOffset Asked, long Counter, string Outcome,
    string? Code, string? Reason, int Came);
