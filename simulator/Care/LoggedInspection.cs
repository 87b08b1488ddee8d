using AedCabinet.Contract;

namespace AedCabinet.Care;

/// <summary>An inspection as the database has it.</summary>
/// <param name="No">Its number in the order in which they came.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Topic">The cabinet's topic.</param>
/// <param name="Who">Who made it.</param>
/// <param name="At">When it was filled in.</param>
/// <param name="Received">When it came.</param>
/// <param name="Answers">The answers, by question.</param>
/// <param name="Expiries">The dates read on the consumables, <c>yyyy-MM-dd</c> by <c>pads</c>, <c>battery</c> or <c>kit</c>.</param>
/// <param name="Note">What else was said.</param>
/// <param name="HasPhoto">Whether there is a photograph.</param>
/// <param name="Command">The id of the command that told the cabinet, or <c>null</c>.</param>
public sealed record LoggedInspection(long No, string Id, CabinetTopic Topic, string Who, DateTimeOffset At, DateTimeOffset Received,
    IReadOnlyDictionary<string, string> Answers, IReadOnlyDictionary<string, string> Expiries, string Note, bool HasPhoto, string? Command);
