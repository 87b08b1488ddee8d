using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>A cabinet's open emergencies: since when each is open, and by which event.</summary>
internal sealed class OpenEmergencies
{
    private readonly Dictionary<string, Beginning> _open = [];

    /// <summary>Gets them: name, since when, whether that is the event's own time, and the event's number.</summary>
    public IEnumerable<(string Event, DateTimeOffset Since, bool IsKnown, int Boot, int Seq)> All =>
        _open.Select(item => (item.Key, item.Value.At, item.Value.IsKnown, item.Value.Boot, item.Value.Seq));

    /// <summary>Gets a value indicating whether the cabinet itself has none open.</summary>
    public bool IsEmpty => _open.Keys.All(name => name == BoardConflict.Emergency);

    /// <summary>Opens one that is not open yet.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="at">Since when.</param>
    /// <param name="isKnown">Whether that is the event's own time; otherwise it began then at the latest.</param>
    /// <param name="boot">The number of the boot.</param>
    /// <param name="seq">The event's number within the boot.</param>
    public void Add(string name, DateTimeOffset at, bool isKnown, int boot, int seq) =>
        _open.TryAdd(name, new Beginning(at, isKnown, boot, seq));

    /// <summary>Opens one as it was open before, whatever a state has said of it since.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="at">Since when.</param>
    /// <param name="isKnown">Whether that is the event's own time; otherwise it began then at the latest.</param>
    /// <param name="boot">The number of the boot.</param>
    /// <param name="seq">The event's number within the boot.</param>
    public void Restore(string name, DateTimeOffset at, bool isKnown, int boot, int seq) =>
        _open[name] = new Beginning(at, isKnown, boot, seq);

    /// <summary>Opens one by its event, or learns from it when an open one began.</summary>
    /// <param name="item">The event.</param>
    public void Take(RegistryEvent item)
    {
        if (!_open.TryGetValue(item.Name, out Beginning known) || (!known.IsKnown && item.At <= known.At)
            || (known.IsKnown && item.At < known.At))
        {
            _open[item.Name] = new Beginning(item.At, true, item.Boot, item.Seq);
        }
    }

    /// <summary>Closes what a state covers and does not name.</summary>
    /// <param name="state">The state.</param>
    public void CloseBy(ReportedState state)
    {
        // An emergency newer than the picture is not in it yet, and is open all the same.
        foreach (string name in _open.Keys.Except(state.Open).Where(name => !IsAfter(_open[name].Boot, _open[name].Seq, state)).ToArray())
        {
            _open.Remove(name);
        }
    }

    /// <summary>Forgets one.</summary>
    /// <param name="name">The event's name.</param>
    public void Remove(string name) => _open.Remove(name);

    /// <summary>Forgets what the cabinet itself has open.</summary>
    public void Clear()
    {
        foreach (string name in _open.Keys.Where(name => name != BoardConflict.Emergency).ToArray())
        {
            _open.Remove(name);
        }
    }

    /// <summary>Whether an event is newer than a state. Without a number in the state, what came before it is in it.</summary>
    /// <param name="boot">The number of the event's boot.</param>
    /// <param name="seq">Its number within the boot.</param>
    /// <param name="state">The state.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsAfter(int boot, int seq, ReportedState state) =>
        boot > state.Boot || (boot == state.Boot && state.Seq is { } last && seq > last);

    private readonly record struct Beginning(DateTimeOffset At, bool IsKnown, int Boot, int Seq);
}
