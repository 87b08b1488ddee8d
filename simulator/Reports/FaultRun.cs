namespace AedCabinet.Reports;

/// <summary>One fault, from its beginning to its end, as far as it lies in the month.</summary>
/// <param name="Reason">The reason that the cabinet gave, a word of the contract.</param>
/// <param name="Stood">For how long it stood in the month. Time in which nothing was known of the cabinet doesn't count.</param>
internal readonly record struct FaultRun(string Reason, TimeSpan Stood);
