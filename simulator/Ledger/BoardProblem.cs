namespace AedCabinet.Ledger;

/// <summary>A cabinet as which two boards speak, or that has lost its flash, as <c>registry verify</c> reports it.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Since">When the first sign came.</param>
/// <param name="Last">When the latest sign came.</param>
/// <param name="Sign">The latest sign, in an English sentence.</param>
/// <param name="Signs">How many signs have come.</param>
public sealed record BoardProblem(string Cabinet, DateTimeOffset Since, DateTimeOffset Last, string Sign, long Signs);
