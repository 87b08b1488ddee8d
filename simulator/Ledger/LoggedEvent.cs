using System.Text;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>An event with its place in the order of arrival.</summary>
/// <param name="Arrival">Its number in the order of arrival, above 0; numbers have holes. 0 while it is not on disk.</param>
/// <param name="Topic">Where its cabinet speaks now.</param>
/// <param name="Event">The event.</param>
/// <param name="Received">When it came.</param>
/// <param name="Twin">0, or how many others with its number came before it.</param>
public sealed record LoggedEvent(long Arrival, CabinetTopic Topic, RegistryEvent Event, DateTimeOffset Received, int Twin)
{
    /// <summary>An event that is not on disk yet, as it will be when no other has its number.</summary>
    /// <param name="message">Its message, which can be kept as an event.</param>
    /// <returns>It.</returns>
    public static LoggedEvent Of(ReceivedMessage message)
    {
        DateTimeOffset received = DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs);
        IReadOnlyDictionary<string, string> data = LedgerHistory.ToData(Encoding.UTF8.GetString(message.Event.DataIn(message.Payload)));
        return new LoggedEvent(0, message.Topic!, MessageReader.Event(message.Event, data, message.Topic!.Cabinet, received), received, 0);
    }
}
