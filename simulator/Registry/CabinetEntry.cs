namespace AedCabinet.Simulator.Registry;

/// <summary>What the registry has put together of one cabinet. Not safe for several threads: <see cref="RegistryView"/> sees to that.</summary>
/// <param name="topic">Its topic.</param>
/// <param name="wakeHours">Every how many hours a battery kit reports, <c>power.wakeHours</c> in its configuration.</param>
internal sealed class CabinetEntry(CabinetTopic topic, int wakeHours = CabinetEntry.DefaultWakeHours)
{
    /// <summary>Every how many hours a battery kit reports unless its configuration says otherwise.</summary>
    public const int DefaultWakeHours = 6;

    /// <summary>A state older than this says nothing about now: a cabinet sends one every hour at least.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromHours(2);

    private static readonly TimeSpan s_sleeperSlack = TimeSpan.FromHours(1);

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

    /// <summary>Gets the topic under which it spoke last.</summary>
    public CabinetTopic Topic => _topic;

    /// <summary>Gets its latest state, or <c>null</c> before the first.</summary>
    public ReportedState? State => _state;

    /// <summary>Gets its connection, or <c>null</c> before it said anything of it.</summary>
    public ReportedOnline? Online => _online;

    /// <summary>Gets when it last said anything.</summary>
    public DateTimeOffset? LastSeen => _lastSeen;

    /// <summary>Gets or sets a value indicating whether it sleeps between its reports, so that not being connected is its usual state.</summary>
    public bool Sleeps { get; set; }

    /// <summary>Gets how old its state may be and still say something about now.</summary>
    public TimeSpan StateIsGoodFor => Sleeps ? TimeSpan.FromHours(wakeHours) + s_sleeperSlack : StaleAfter;

    /// <summary>Gets its open emergencies: name, since when, whether that is the event's own time, and the event's number.</summary>
    public IEnumerable<(string Event, DateTimeOffset Since, bool IsKnown, int Boot, int Seq)> Open =>
        _open.Select(item => (item.Key, item.Value.At, item.Value.IsKnown, item.Value.Boot, item.Value.Seq));

    /// <summary>Opens an emergency anew that was open when the registry last ran.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="since">Since when.</param>
    /// <param name="isKnown">Whether that is the event's own time.</param>
    /// <param name="boot">The number of the boot.</param>
    /// <param name="seq">The event's number within the boot.</param>
    public void Reopen(string name, DateTimeOffset since, bool isKnown, int boot, int seq) => _open[name] = new Beginning(since, isKnown, boot, seq);

    public CabinetRecord ToRecord(DateTimeOffset now)
    {
        bool isStale = _state is null || now - _state.At > StateIsGoodFor;
        bool isAway = !Sleeps && _online is { IsOnline: false };
        return new CabinetRecord
        {
            Topic = _topic,
            About = _about,
            State = _state,
            Online = _online,
            Telemetry = _telemetry,
            LastSeen = _lastSeen,
            IsStale = isStale,
            Sleeps = Sleeps,
            Status = isStale || isAway ? CabinetStatus.Offline : _state!.IsReady ? CabinetStatus.Ready : CabinetStatus.NotReady,
            Open = [.. _open.Select(item => new OpenEmergency(_topic.Cabinet, item.Key, item.Value.At, item.Value.IsKnown)).OrderBy(item => item.Since)],
        };
    }

    /// <summary>Takes what it says of its connection.</summary>
    /// <returns><c>false</c> when it is of the past.</returns>
    public bool Take(ReportedOnline online, CabinetTopic from)
    {
        if (!IsCurrent(from, online.Boot) || (!online.IsOnline && online.Session.CompareTo(_session) < 0))
        {
            // The late will of an older session says nothing about the one that lives.
            return false;
        }

        _session = online.Session.CompareTo(_session) > 0 ? online.Session : _session;
        _online = online;
        return true;
    }

    /// <summary>Takes who and where it is.</summary>
    /// <returns><c>false</c> when it is of the past.</returns>
    public bool Take(ReportedAbout about, CabinetTopic from)
    {
        if (!IsCurrent(from, about.Boot))
        {
            return false;
        }

        _about = about;
        return true;
    }

    public void Take(ReportedTelemetry telemetry)
    {
        _telemetry = telemetry;
        See(telemetry.At);
    }

    /// <summary>Takes its picture.</summary>
    /// <returns><c>false</c> when it is of the past.</returns>
    public bool Take(ReportedState state, CabinetTopic from)
    {
        // Delivered at least once: an older picture of the same boot may come again.
        if (!IsCurrent(from, state.Boot) || (_state is not null && state.Boot == _state.Boot && state.UptimeMs < _state.UptimeMs))
        {
            return false;
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
        return true;
    }

    public void Take(RegistryEvent item)
    {
        See(item.At);
        Sleeps |= item.Name == EventCatalog.NameOf(EventKind.BootStarted) && item.Data.GetValueOrDefault("wake") is "timer" or "pin";
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
