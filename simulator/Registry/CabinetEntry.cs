namespace AedCabinet.Simulator.Registry;

/// <summary>What the registry has put together of one cabinet. Not safe for several threads: <see cref="RegistryView"/> sees to that.</summary>
/// <param name="topic">Its topic.</param>
internal sealed class CabinetEntry(CabinetTopic topic)
{
    /// <summary>A state older than this says nothing about now: a cabinet sends one every hour at least.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromHours(2);

    // When the open emergencies began, and the event that said so.
    private readonly Dictionary<string, Beginning> _open = [];
    private CabinetTopic _topic = topic;
    private ReportedAbout? _about;
    private ReportedState? _state;
    private ReportedOnline? _online;
    private ReportedTelemetry? _telemetry;
    private DateTimeOffset? _lastSeen;
    private (int Boot, int Connection) _session;
    private int _boot;

    /// <summary>Gets a value indicating whether nothing is known of it any more.</summary>
    public bool IsEmpty => _about is null && _state is null && _online is null && _open.Count == 0;

    public CabinetRecord ToRecord(DateTimeOffset now)
    {
        bool isStale = _state is null || now - _state.At > StaleAfter;
        return new CabinetRecord
        {
            Topic = _topic,
            About = _about,
            State = _state,
            Online = _online,
            Telemetry = _telemetry,
            LastSeen = _lastSeen,
            IsStale = isStale,
            Status = isStale || _online is { IsOnline: false } ? CabinetStatus.Offline : _state!.IsReady ? CabinetStatus.Ready : CabinetStatus.NotReady,
            Open = [.. _open.Select(item => new OpenEmergency(_topic.Cabinet, item.Key, item.Value.At, item.Value.IsKnown)).OrderBy(item => item.Since)],
        };
    }

    public void Take(ReportedOnline online, CabinetTopic from)
    {
        if (!IsCurrent(from, online.Boot) || (!online.IsOnline && online.Session.CompareTo(_session) < 0))
        {
            // The late will of an older session says nothing about the one that lives.
            return;
        }

        _session = online.Session.CompareTo(_session) > 0 ? online.Session : _session;
        _online = online;
    }

    public void Take(ReportedAbout about, CabinetTopic from)
    {
        if (IsCurrent(from, about.Boot))
        {
            _about = about;
        }
    }

    public void Take(ReportedTelemetry telemetry)
    {
        _telemetry = telemetry;
        See(telemetry.At);
    }

    public void Take(ReportedState state, CabinetTopic from)
    {
        if (!IsCurrent(from, state.Boot))
        {
            return;
        }

        _state = state;
        if (state.Connection is { } connection && (state.Boot, connection).CompareTo(_session) > 0)
        {
            _session = (state.Boot, connection);
        }

        foreach (string name in _open.Keys.Except(state.Open).ToArray())
        {
            // An emergency newer than the picture is not in it yet, and is open all the same.
            if (!IsAfter(_open[name].Boot, _open[name].Seq, state))
            {
                _open.Remove(name);
            }
        }

        foreach (string name in state.Open)
        {
            _open.TryAdd(name, new Beginning(state.At, false, state.Boot, state.Seq ?? 0));
        }

        See(state.At);
    }

    public void Take(RegistryEvent item)
    {
        See(item.At);
        if (item.Severity != Severity.Emergency || item.IsDrill)
        {
            return;
        }

        // The state is the truth: an emergency that it covers and does not name is acknowledged already.
        if (_state is not null && !IsAfter(item.Boot, item.Seq, _state) && !_state.Open.Contains(item.Name))
        {
            return;
        }

        if (!_open.TryGetValue(item.Name, out Beginning known) || (!known.IsKnown && item.At <= known.At) || (known.IsKnown && item.At < known.At))
        {
            _open[item.Name] = new Beginning(item.At, true, item.Boot, item.Seq);
        }
    }

    /// <summary>Notes that a message came.</summary>
    /// <param name="at">When it was sent, or came.</param>
    public void See(DateTimeOffset at) => _lastSeen = _lastSeen is null || at > _lastSeen ? at : _lastSeen;

    /// <summary>Forgets what the broker was told to forget.</summary>
    /// <param name="kind">The kind of message.</param>
    public void Clear(string kind)
    {
        switch (kind)
        {
            case "about":
                _about = null;
                break;
            case "state":
                _state = null;
                _open.Clear();
                break;
            case "online":
                _online = null;
                break;
        }
    }

    // Without a number in the state, what came before it is in it.
    private static bool IsAfter(int boot, int seq, ReportedState state) =>
        boot > state.Boot || (boot == state.Boot && state.Seq is { } last && seq > last);

    // A cabinet that was given to another department leaves what was retained of it under its old topic.
    private bool IsCurrent(CabinetTopic from, int boot)
    {
        if (from.Base != _topic.Base && boot < _boot)
        {
            return false;
        }

        _boot = Math.Max(_boot, boot);
        _topic = from;
        return true;
    }

    private readonly record struct Beginning(DateTimeOffset At, bool IsKnown, int Boot, int Seq);
}
