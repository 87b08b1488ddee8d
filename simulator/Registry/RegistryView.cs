using System.Text;
using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Simulator.Registry;

/// <summary>
/// What a registry makes of the messages it receives (<c>firmware/contract/README.md</c>, To write a registry): doubles are
/// removed, late wills are ignored, what can't be used is set aside with its reason. Reads no clock; may be used by any thread.
/// </summary>
public sealed class RegistryView
{
    /// <summary>How many events are kept: days of a few cabinets, and still looked through in no time.</summary>
    public const int HistoryCapacity = 1000;

    /// <summary>How many messages that could not be used are kept.</summary>
    public const int SetAsideCapacity = 50;

    // More than all outboxes of the cabinets shown here hold, so that a double that comes late is still known as one.
    private const int KnownCapacity = 20 * HistoryCapacity;

    private readonly Dictionary<string, CabinetEntry> _cabinets = [];
    private readonly LinkedList<RegistryEvent> _events = new();
    private readonly HashSet<(string Cabinet, int Boot, int Seq)> _known = [];
    private readonly Queue<(string Cabinet, int Boot, int Seq)> _knownInOrder = new();
    private readonly LinkedList<SetAsideMessage> _setAside = new();
    private readonly Lock _lock = new();

    /// <summary>Raised after a message has been taken; on the thread that brought it.</summary>
    public event Action? Changed;

    /// <summary>Gets how many doubles of events were removed.</summary>
    public long Doubles { get; private set; }

    /// <summary>Gets how many messages could not be used, those that are no longer kept included.</summary>
    public long SetAsideCount { get; private set; }

    /// <summary>Gets the messages that could not be used, the newest first.</summary>
    public IReadOnlyList<SetAsideMessage> SetAside
    {
        get
        {
            lock (_lock)
            {
                return [.. _setAside];
            }
        }
    }

    /// <summary>Takes a message. Never throws on account of what it holds.</summary>
    /// <param name="message">The message.</param>
    public void Take(ObservedMessage message)
    {
        lock (_lock)
        {
            if (!CabinetTopic.TryParse(message.Topic, out CabinetTopic? topic))
            {
                PutAside(message, "The topic is not one of contract version 1.");
            }
            else
            {
                try
                {
                    Take(message, topic!);
                }
                catch (FormatException exception)
                {
                    PutAside(message, exception.Message);
                }
                catch (InvalidOperationException)
                {
                    // Half of a surrogate pair, escaped, which the JSON reader finds only when the text is asked for.
                    PutAside(message, "The payload holds text that is not Unicode.");
                }
            }
        }

        Changed?.Invoke();
    }

    /// <summary>The cabinets, by id.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of each.</returns>
    public IReadOnlyList<CabinetRecord> Cabinets(DateTimeOffset now)
    {
        lock (_lock)
        {
            return [.. _cabinets.Values.Select(entry => entry.ToRecord(now)).OrderBy(cabinet => cabinet.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>One cabinet.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of it, or <c>null</c>.</returns>
    public CabinetRecord? Find(string id, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _cabinets.GetValueOrDefault(id)?.ToRecord(now);
        }
    }

    /// <summary>The cabinets put together.</summary>
    /// <param name="by">By what.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The groups, by code.</returns>
    public IReadOnlyList<CabinetGroup> Groups(CabinetGrouping by, DateTimeOffset now) => Group(Cabinets(now), by);

    /// <summary>Puts cabinets together.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="by">By what.</param>
    /// <returns>The groups, by code.</returns>
    public static IReadOnlyList<CabinetGroup> Group(IEnumerable<CabinetRecord> cabinets, CabinetGrouping by) =>
    [
        .. cabinets
            .GroupBy(cabinet => by == CabinetGrouping.Prefecture ? cabinet.Topic.Prefecture : cabinet.Topic.Sector)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new CabinetGroup(group.Key, [.. group], RegistryFigures.Of([.. group]))),
    ];

    /// <summary>The events of the history, the newest first.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <returns>The events.</returns>
    public IReadOnlyList<RegistryEvent> Events(EventFilter filter)
    {
        RegistryEvent[] events;
        lock (_lock)
        {
            events = [.. _events];
        }

        return [.. events.Where(filter.Wants).OrderByDescending(item => item.At).ThenByDescending(item => item.Boot).ThenByDescending(item => item.Seq)];
    }

    private void Take(ObservedMessage message, CabinetTopic topic)
    {
        string id = topic.Cabinet;
        DateTimeOffset now = message.SimulatedAt;
        if (message.Text.Length == 0)
        {
            Clear(topic);
            return;
        }

        byte[] payload = Encoding.UTF8.GetBytes(message.Text);
        switch (topic.Kind)
        {
            case "online":
                ReportedOnline online = MessageReader.Online(payload);
                Entry(topic).Take(online, topic);
                break;
            case "about":
                ReportedAbout about = MessageReader.About(payload, id);
                Entry(topic).Take(about, topic);
                break;
            case "state":
                ReportedState state = MessageReader.State(payload, id, now);
                Entry(topic).Take(state, topic);
                break;
            case "telemetry":
                ReportedTelemetry telemetry = MessageReader.Telemetry(payload, id, now);
                Entry(topic).Take(telemetry);
                break;
            case "event":
                RegistryEvent item = MessageReader.Event(payload, id, now);
                TakeNew(item, topic);
                break;
            case "reply":
                _ = MessageReader.Reply(payload);
                break;
            default:
                // Commands are not the cabinet's word, and others may be added within version 1.
                return;
        }

        if (!message.IsRetained)
        {
            Entry(topic).See(now);
        }
    }

    private void TakeNew(RegistryEvent item, CabinetTopic topic)
    {
        if (!_known.Add(item.Key))
        {
            Doubles++;
            return;
        }

        _knownInOrder.Enqueue(item.Key);
        if (_knownInOrder.Count > KnownCapacity)
        {
            _known.Remove(_knownInOrder.Dequeue());
        }

        _events.AddFirst(item);
        if (_events.Count > HistoryCapacity)
        {
            _events.RemoveLast();
        }

        Entry(topic).Take(item);
    }

    // An empty retained message makes the broker forget the one before.
    private void Clear(CabinetTopic topic)
    {
        if (_cabinets.TryGetValue(topic.Cabinet, out CabinetEntry? entry))
        {
            entry.Clear(topic.Kind);
            if (entry.IsEmpty)
            {
                _cabinets.Remove(topic.Cabinet);
            }
        }
    }

    private CabinetEntry Entry(CabinetTopic topic)
    {
        if (!_cabinets.TryGetValue(topic.Cabinet, out CabinetEntry? entry))
        {
            entry = new CabinetEntry(topic);
            _cabinets.Add(topic.Cabinet, entry);
        }

        return entry;
    }

    private void PutAside(ObservedMessage message, string reason)
    {
        SetAsideCount++;
        _setAside.AddFirst(new SetAsideMessage(message.Topic, reason));
        if (_setAside.Count > SetAsideCapacity)
        {
            _setAside.RemoveLast();
        }
    }
}
