using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Simulator.Registry;

/// <summary>The centre: what it sees of the cabinets and the desk from which it commands them, both over the broker and nothing else.</summary>
public sealed class RegistryOffice : IAsyncDisposable
{
    private readonly MessageObserver _observer;
    private readonly CommandPublisher _publisher;
    private readonly SimulatedTime _time;

    /// <summary>Initializes a new instance of the <see cref="RegistryOffice"/> class; from now on it listens.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="keys">The cabinets' keys.</param>
    /// <param name="observer">Brings what the broker delivers.</param>
    /// <param name="time">The cabinets' time.</param>
    public RegistryOffice(BrokerAddress broker, CommandKeys keys, MessageObserver observer, SimulatedTime time)
    {
        _observer = observer;
        _time = time;
        _publisher = new CommandPublisher(broker);
        Desk = new CommandDesk(keys, _publisher, TimeProvider.System, time);
        _observer.Received += Take;
    }

    /// <summary>Gets what it sees.</summary>
    public RegistryView View { get; } = new();

    /// <summary>Gets its desk for commands.</summary>
    public CommandDesk Desk { get; }

    /// <summary>Gets the time of day where the cabinets hang.</summary>
    public DateTimeOffset Now => _time.Now;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _observer.Received -= Take;
        Desk.Dispose();
        await _publisher.DisposeAsync();
    }

    private void Take(ObservedMessage message)
    {
        View.Take(message);
        Desk.Take(message);
    }
}
