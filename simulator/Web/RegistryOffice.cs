using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Simulator.Web;

/// <summary>
/// The centre: what it sees of the cabinets and the desk from which it commands them, both over the broker and nothing else.
/// </summary>
public sealed class RegistryOffice : IRegistryOffice, IAsyncDisposable
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
        Emergencies = new EmergencyDesk(Find, Desk, new ForgetfulEmergencyBook(), TimeProvider.System, time);
        Emergencies.Start();
        _observer.Received += Take;
    }

    /// <inheritdoc/>
    public event Action? Changed
    {
        add => View.Changed += value;
        remove => View.Changed -= value;
    }

    /// <summary>Gets what it sees.</summary>
    public RegistryView View { get; } = new();

    /// <inheritdoc/>
    public TimeSpan Pace { get; } = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public CommandDesk Desk { get; }

    /// <inheritdoc/>
    public EmergencyDesk Emergencies { get; }

    /// <inheritdoc/>
    public bool SendsCommands => true;

    /// <inheritdoc/>
    public DateTimeOffset Now => _time.Now;

    /// <inheritdoc/>
    public long Doubles => View.Doubles;

    /// <inheritdoc/>
    public long SetAsideCount => View.SetAsideCount;

    /// <inheritdoc/>
    public IReadOnlyList<SetAsideMessage> SetAside => View.SetAside;

    /// <inheritdoc/>
    public IntakeTrouble? Trouble => null;

    /// <inheritdoc/>
    public RegistryStanding? Standing => null;

    /// <inheritdoc/>
    public IReadOnlyList<CabinetRecord> Cabinets() => View.Cabinets(Now);

    /// <inheritdoc/>
    public CabinetRecord? Find(string id) => View.Find(id, Now);

    /// <inheritdoc/>
    public EventPage Events(EventFilter filter, int skip, int count)
    {
        IReadOnlyList<RegistryEvent> events = View.Events(filter);
        return new EventPage([.. events.Skip(skip).Take(count)], events.Count);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _observer.Received -= Take;
        Emergencies.Dispose();
        Desk.Dispose();
        await _publisher.DisposeAsync();
    }

    private void Take(ObservedMessage message)
    {
        View.Take(message);
        Desk.Take(message);
    }
}
