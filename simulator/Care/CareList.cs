namespace AedCabinet.Care;

/// <summary>What is to be done, and what was done last.</summary>
/// <param name="Due">What is to be done.</param>
/// <param name="Done">What was done last, the newest first.</param>
/// <param name="Today">The day in China for which it holds.</param>
public sealed record CareList(IReadOnlyList<DueItem> Due, IReadOnlyList<CareDone> Done, DateOnly Today);
