using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Cell.Source;

/// <summary>Brings commands to a cell's cabinets: each prefecture's through an account of its own.</summary>
/// <param name="accesses">How to get in at the gateway, by prefecture.</param>
public sealed class CellPublisher(IReadOnlyDictionary<string, BrokerAccess> accesses) : ICommandPublisher, IAsyncDisposable
{
    private readonly Dictionary<string, CommandPublisher> _publishers =
        accesses.ToDictionary(pair => pair.Key, pair => new CommandPublisher(pair.Value));

    /// <inheritdoc/>
    public async Task PublishAsync(string topic, string text, CancellationToken stop)
    {
        if (!CabinetTopic.TryParse(topic, out CabinetTopic? to)
            || !_publishers.TryGetValue(to!.Prefecture, out CommandPublisher? publisher))
        {
            throw new CommandNotSentException(NotSentWhy.Refused, $"no account of the cell sends to {topic}.");
        }

        await publisher.PublishAsync(topic, text, stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (CommandPublisher publisher in _publishers.Values)
        {
            await publisher.DisposeAsync();
        }
    }
}
