using System.Text;
using AedCabinet.Contract;

namespace AedCabinet.Centre;

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

    // So many different events may have one number: boards that have lost their flash begin with 1 each time.
    private const int MostContents = 64;

    private readonly Dictionary<string, CabinetEntry> _cabinets = [];
    private readonly LinkedList<RegistryEvent> _events = new();
    private readonly Dictionary<(string Cabinet, int Boot, int Seq), List<int>> _known = [];
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
                    if (topic!.Kind == "state" && _cabinets.TryGetValue(topic.Cabinet, out CabinetEntry? entry))
                    {
                        entry.TakeUnreadable(exception.Message, message.SimulatedAt);
                    }
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
            events = filter.Within is { } within
                ? [.. _events.Where(item => _cabinets.GetValueOrDefault(item.Cabinet) is { } entry && within.Any(
                    reach => reach.Has(entry.Topic)))]
                : [.. _events];
        }

        return [.. events.Where(filter.Wants).OrderByDescending(item => item.At).ThenByDescending(item => item.Boot)
            .ThenByDescending(item => item.Seq)];
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

        string? note = null;
        byte[] payload = Encoding.UTF8.GetBytes(message.Text);
        switch (topic.Kind)
        {
            case "online":
                ReportedOnline online = MessageReader.Online(payload, out note);
                Entry(topic).Take(online, topic, message.IsRetained);
                break;
            case "about":
                ReportedAbout about = MessageReader.About(payload, id, out note);
                Entry(topic).Take(about, topic, message.IsRetained);
                break;
            case "state":
                ReportedState state = MessageReader.State(payload, id, now, out note);
                Entry(topic).Take(state, topic, message.IsRetained);
                break;
            case "telemetry":
                ReportedTelemetry telemetry = MessageReader.Telemetry(payload, id, now, out note);
                Entry(topic).Take(telemetry);
                break;
            case "event":
                TakeEvent(payload, topic, now, out note);
                break;
            case "reply":
                _ = MessageReader.Reply(payload, out note);
                break;
            default:
                // Commands are not the cabinet's word, and others may be added within version 1.
                return;
        }

        if (note is not null)
        {
            Keep(new SetAsideMessage(message.Topic, SetAsideMessage.InPart + note));
        }

        if (!message.IsRetained)
        {
            Entry(topic).See(now);
        }
    }

    private void TakeEvent(byte[] payload, CabinetTopic topic, DateTimeOffset now, out string? note)
    {
        bool isWhole = EventReader.TryRead(payload, topic.Cabinet, out EventFacts facts, out string? fault);
        note = facts.Note;
        if (isWhole)
        {
            IReadOnlyDictionary<string, string> data = JsonMembers.Parse(facts.DataIn(payload).ToArray()).AsTexts;
            TakeNew(MessageReader.Event(facts, data, topic.Cabinet, now), facts.UptimeMs, topic, now);
            return;
        }

        if (facts.IsEmergency && (_cabinets.ContainsKey(topic.Cabinet) || facts.Name != EventReader.UnnamedEmergency))
        {
            // It has no number to be kept under; that somebody needs help is understood all the same.
            Entry(topic).Take(MessageReader.Event(facts with { Boot = 0, Seq = 0 }, new Dictionary<string, string>(), topic.Cabinet, now));
        }

        throw new FormatException(fault);
    }

    private void TakeNew(RegistryEvent item, long uptimeMs, CabinetTopic topic, DateTimeOffset now)
    {
        int content = ContentOf(item, uptimeMs);
        if (!_known.TryGetValue(item.Key, out List<int>? contents))
        {
            _known.Add(item.Key, [content]);
            _knownInOrder.Enqueue(item.Key);
            if (_knownInOrder.Count > KnownCapacity)
            {
                _known.Remove(_knownInOrder.Dequeue());
            }
        }
        else if (contents.Contains(content) || contents.Count == MostContents)
        {
            Doubles++;
            return;
        }
        else
        {
            contents.Add(content);
            Entry(topic).Suspect($"Two events have the number {item.Seq} of boot {item.Boot}.", now, item.Boot, item.Seq);
        }

        _events.AddFirst(item);
        if (_events.Count > HistoryCapacity)
        {
            _events.RemoveLast();
        }

        Entry(topic).Take(item);
    }

    // The time is not compared: a cabinet that learns it sends the same event with it.
    private static int ContentOf(RegistryEvent item, long uptimeMs)
    {
        HashCode content = default;
        content.Add(item.Name);
        content.Add(item.Severity);
        content.Add(uptimeMs);
        content.Add(item.IsDrill);
        content.Add(item.IsMaintenance);
        foreach ((string name, string value) in item.Data.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            content.Add(name);
            content.Add(value);
        }

        return content.ToHashCode();
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
        Keep(new SetAsideMessage(message.Topic, reason));
    }

    private void Keep(SetAsideMessage message)
    {
        _setAside.AddFirst(message);
        if (_setAside.Count > SetAsideCapacity)
        {
            _setAside.RemoveLast();
        }
    }
}
