namespace AedCabinet.Incidents;

/// <summary>What became of a list of people.</summary>
/// <param name="Added">How many are new.</param>
/// <param name="Changed">How many are other than before.</param>
/// <param name="Removed">How many were taken away.</param>
/// <param name="Others">The id of one that is not to be changed by who asked, so that nothing was kept; <c>null</c> where all was.</param>
public sealed record ResponderChange(int Added, int Changed, int Removed, string? Others = null);
