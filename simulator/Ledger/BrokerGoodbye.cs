namespace AedCabinet.Ledger;

/// <summary>How a connection to the broker ended.</summary>
/// <param name="Why">Why, in the words of the broker or its client.</param>
/// <param name="IsSilent">
/// Whether the broker closed it and nothing was wrong: so it does when somebody else connects under the same id. Mosquitto 2.0 does not say
/// why, although MQTT 5 has a word for it.
/// </param>
internal sealed record BrokerGoodbye(string Why, bool IsSilent);
