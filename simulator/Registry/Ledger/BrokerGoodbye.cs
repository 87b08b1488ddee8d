namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>How a connection to the broker ended.</summary>
/// <param name="Why">Why, in the words of the broker or its client.</param>
/// <param name="IsTakenOver">Whether somebody else has connected under the same id.</param>
internal sealed record BrokerGoodbye(string Why, bool IsTakenOver);
