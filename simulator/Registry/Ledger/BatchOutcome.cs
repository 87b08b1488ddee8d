namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>What a batch held besides pictures.</summary>
/// <param name="Events">Events that are new.</param>
/// <param name="Doubles">Events that were there already.</param>
/// <param name="SetAside">Messages that could not be used.</param>
internal readonly record struct BatchOutcome(int Events, int Doubles, int SetAside);
