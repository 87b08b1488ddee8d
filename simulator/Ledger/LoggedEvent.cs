using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>An event with its place in the order of arrival.</summary>
/// <param name="Arrival">Its number in the order of arrival, above 0; numbers have holes.</param>
/// <param name="Topic">Where its cabinet speaks now.</param>
/// <param name="Event">The event.</param>
/// <param name="Received">When it came.</param>
/// <param name="Twin">0, or how many others with its number came before it.</param>
public sealed record LoggedEvent(long Arrival, CabinetTopic Topic, RegistryEvent Event, DateTimeOffset Received, int Twin);
