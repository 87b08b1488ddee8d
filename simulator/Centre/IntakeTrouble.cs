namespace AedCabinet.Centre;

/// <summary>Why what a registry shows may be old.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">In the words of the broker's client or the database; <c>null</c> when there are none.</param>
public sealed record IntakeTrouble(IntakeFault Kind, string? Detail = null);
