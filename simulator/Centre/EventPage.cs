using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>Some events of the history, and how many there are.</summary>
/// <param name="Events">The events, the newest first.</param>
/// <param name="Count">How many events the filter wants of those that were looked through.</param>
/// <param name="LookedThrough">How many events were looked through, the newest; <c>null</c> when it was the whole history.</param>
public sealed record EventPage(IReadOnlyList<RegistryEvent> Events, long Count, long? LookedThrough = null);
