namespace AedCabinet.Care;

/// <summary>What members of the public say is wrong at a cabinet: one piece of work, however often it is said.</summary>
/// <param name="No">Its number.</param>
/// <param name="First">When it was said first.</param>
/// <param name="Times">How often it was said.</param>
/// <param name="Kinds">What was said, each kind once.</param>
/// <param name="Words">What was said beside it, the first few.</param>
public sealed record PublicReport(long No, DateTimeOffset First, long Times, IReadOnlyList<string> Kinds, IReadOnlyList<string> Words);
