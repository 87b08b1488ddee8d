using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// What the registry has put together of one cabinet. Not safe for several threads: <see cref="RegistryView"/> sees to that.
/// </summary>
/// <param name="topic">Its topic.</param>
/// <param name="wakeHours">Every how many hours a battery kit reports, <c>power.wakeHours</c> in its configuration.</param>
public sealed class CabinetEntry(CabinetTopic topic, int wakeHours = CabinetEntry.DefaultWakeHours)
{
    /// <summary>Every how many hours a battery kit reports unless its configuration says otherwise.</summary>
    public const int DefaultWakeHours = 6;

    /// <summary>A state older than this says nothing about now: a cabinet sends one every hour at least.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromHours(2);

    private static readonly TimeSpan s_sleeperSlack = TimeSpan.FromHours(1);

    private readonly OpenEmergencies _open = new();
    private readonly BoardWatch _boards = new();
    private readonly CabinetSession _session = new();
    private CabinetTopic _topic = topic;
    private ReportedAbout? _about;
    private ReportedState? _state;
    private ReportedTelemetry? _telemetry;
    private DateTimeOffset? _lastSeen;
    private int _boot;
    private bool _isHeard;
    private (DateTimeOffset At, string Why)? _unreadable;

    /// <summary>Gets a value indicating whether nothing is known of it any more, but for what the registry itself opened.</summary>
    public bool IsEmpty => _about is null && _state is null && Online is null && _open.IsEmpty;

    /// <summary>Gets the topic under which it spoke last.</summary>
    public CabinetTopic Topic => _topic;

    /// <summary>Gets who and where it is, or <c>null</c> before it said so.</summary>
    public ReportedAbout? About => _about;

    /// <summary>Gets its latest state, or <c>null</c> before the first.</summary>
    public ReportedState? State => _state;

    /// <summary>Gets its connection, or <c>null</c> before it said anything of it.</summary>
    public ReportedOnline? Online => _session.Online;

    /// <summary>Gets when it last said anything.</summary>
    public DateTimeOffset? LastSeen => _lastSeen;

    /// <summary>Gets what shows that two boards speak as it, or that it has lost its flash; <c>null</c> for nothing.</summary>
    public BoardConflict? Conflict { get; private set; }

    /// <summary>Gets a state that came and of which nothing could be read: when, and why; <c>null</c> when a later one could.</summary>
    public (DateTimeOffset At, string Why)? Unreadable => _unreadable;

    /// <summary>Gets why its latest state can't be understood; <c>null</c> when it can.</summary>
    public string? Doubt => _unreadable?.Why ?? _state?.Doubt;

    /// <summary>
    /// Gets or sets a value indicating whether it sleeps between its reports, so that not being connected is its usual state.
    /// </summary>
    public bool Sleeps { get; set; }

    /// <summary>Gets how old its state may be and still say something about now.</summary>
    public TimeSpan StateIsGoodFor => Sleeps ? TimeSpan.FromHours(wakeHours) + s_sleeperSlack : StaleAfter;

    /// <summary>Gets its open emergencies: name, since when, whether that is the event's own time, and the event's number.</summary>
    public IEnumerable<(string Event, DateTimeOffset Since, bool IsKnown, int Boot, int Seq)> Open => _open.All;

    /// <summary>Opens an emergency anew that was open when the registry last ran.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="since">Since when.</param>
    /// <param name="isKnown">Whether that is the event's own time.</param>
    /// <param name="boot">The number of the boot.</param>
    /// <param name="seq">The event's number within the boot.</param>
    public void Reopen(string name, DateTimeOffset since, bool isKnown, int boot, int seq) =>
        _open.Restore(name, since, isKnown, boot, seq);

    public CabinetRecord ToRecord(DateTimeOffset now)
    {
        bool isStale = _state is null || now - _state.At > StateIsGoodFor;
        bool isAway = !Sleeps && Online is { IsOnline: false };
        return new CabinetRecord
        {
            Topic = _topic,
            About = _about,
            State = _state,
            Online = Online,
            Telemetry = _telemetry,
            LastSeen = _lastSeen,
            IsStale = isStale,
            Sleeps = Sleeps,
            Status = Conflict is not null ? CabinetStatus.TwoBoards
                : !isAway && now - _unreadable?.At <= StateIsGoodFor ? CabinetStatus.NotUnderstood
                : isStale || isAway || _unreadable is not null ? CabinetStatus.Offline
                : _state!.Doubt is not null ? CabinetStatus.NotUnderstood
                : _state.IsReady ? CabinetStatus.Ready : CabinetStatus.NotReady,
            Doubt = Doubt,
            Conflict = Conflict,
            Open = [.. _open.All.Select(item => new OpenEmergency(_topic.Cabinet, item.Event, item.Since, item.IsKnown))
                .OrderBy(item => item.Since)],
        };
    }

    /// <summary>Takes what it says of its connection.</summary>
    /// <returns><c>false</c> when it is of the past.</returns>
    public bool Take(ReportedOnline online, CabinetTopic from, bool isRetained = false) =>
        !IsLateGoodbye(online, from, isRetained) && IsCurrent(from, online.Boot, isRetained, online.IsOnline) && _session.Take(online);

    /// <summary>Takes who and where it is.</summary>
    /// <returns><c>false</c> when it is of the past.</returns>
    public bool Take(ReportedAbout about, CabinetTopic from, bool isRetained = false)
    {
        if (!IsCurrent(from, about.Boot, isRetained))
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

    /// <summary>Takes its picture. Arrival orders, but for a copy that the broker kept: that may be older than what is known.</summary>
    /// <returns><c>false</c> when it is of the past.</returns>
    public bool Take(ReportedState state, CabinetTopic from, bool isRetained = false)
    {
        if ((isRetained && _state is not null && !IsNewer(state, _state)) || !IsCurrent(from, state.Boot, isRetained))
        {
            return false;
        }

        if (_boards.Take(state) is { } sign)
        {
            Suspect(sign, state.At, state.Boot, state.Seq ?? 0);
        }

        _state = state;
        _unreadable = null;
        _session.Take(state, isRetained);
        if (Conflict is null && state.IsOpenWhole)
        {
            _open.CloseBy(state);
        }

        foreach (string name in state.Open)
        {
            _open.Add(name, state.At, false, state.Boot, state.Seq ?? 0);
        }

        See(state.At);
        return true;
    }

    /// <summary>Takes a state of which nothing can be read: until the next one nothing is known of it.</summary>
    /// <param name="why">Why, in an English sentence.</param>
    /// <param name="at">When it came.</param>
    public void TakeUnreadable(string why, DateTimeOffset at) => _unreadable = (at, why);

    public void Take(RegistryEvent item)
    {
        See(item.At);
        Sleeps |= item.Name == EventCatalog.NameOf(EventKind.BootStarted) && item.Data.GetValueOrDefault("wake") is "timer" or "pin";
        if (item.Name == EventCatalog.NameOf(EventKind.InspectionDone) && item.At >= Conflict?.Since)
        {
            SettleConflict();
        }

        if (item.Severity != Severity.Emergency)
        {
            return;
        }

        if (_boards.Take(item) is { } sign)
        {
            Suspect(sign, item.At, item.Boot, item.Seq);
        }

        // The state is the truth: an emergency that it covers and does not name is acknowledged already.
        if (Conflict is null && _state is { IsOpenWhole: true } && item.Boot > 0 && !OpenEmergencies.IsAfter(item.Boot, item.Seq, _state)
            && !_state.Open.Contains(item.Name) && (item.IsTimeOfArrival || item.At <= _state.At))
        {
            return;
        }

        _open.Take(item);
    }

    /// <summary>Takes a sign that two boards speak as it, or that it has lost its flash.</summary>
    /// <param name="sign">The sign, in an English sentence.</param>
    /// <param name="at">When it came.</param>
    /// <param name="boot">The boot of what showed it.</param>
    /// <param name="seq">Its number.</param>
    public void Suspect(string sign, DateTimeOffset at, int boot, int seq)
    {
        Conflict = Conflict is { } known ? known with { Last = at, Sign = sign, Signs = known.Signs + 1 } : new BoardConflict(at, at, sign);
        _open.Add(BoardConflict.Emergency, at, true, boot, seq);
    }

    /// <summary>Brings back a sign of before the registry last stopped.</summary>
    /// <param name="conflict">The sign.</param>
    public void Restore(BoardConflict conflict) => Conflict = conflict;

    /// <summary>Somebody has looked: what it says counts again.</summary>
    public void SettleConflict()
    {
        Conflict = null;
        _open.Remove(BoardConflict.Emergency);
    }

    /// <summary>It speaks, and so it is connected, whatever was said before.</summary>
    public void ComeBack() => _session.ComeBack();

    /// <summary>Corrects what a clock that was ahead has left: nothing was made later than now.</summary>
    /// <param name="now">The time now.</param>
    public void NotLaterThan(DateTimeOffset now)
    {
        if (_state is not null && _state.At > now)
        {
            _state = _state with { At = now };
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
                _unreadable = null;
                _open.Clear();
                break;
            case "online":
                _session.Clear();
                break;
        }

        if (IsEmpty)
        {
            SettleConflict();
        }
    }

    // Without a number in the state, what came before it is in it.
    private static bool IsAfter(int boot, int seq, ReportedState state) =>
        boot > state.Boot || (boot == state.Boot && state.Seq is { } last && seq > last);

    private static bool IsNewer(ReportedState state, ReportedState known) => state.Boot == known.Boot
        ? state.UptimeMs > known.UptimeMs
        : !state.HasOwnTime || !known.HasOwnTime || state.At > known.At;

    // The will of a session under the topic of before: it ends that session and says nothing of where the cabinet speaks now.
    private bool IsLateGoodbye(ReportedOnline online, CabinetTopic from, bool isRetained) =>
        !online.IsOnline && !isRetained && _isHeard && from.Base != _topic.Base;

    // A cabinet that was given to another department or prefecture leaves what was retained of it under its old topic, and what was on
    // its way from there may come late. A birth counts wherever it is: a new board begins to count anew.
    private bool IsCurrent(CabinetTopic from, int boot, bool isRetained, bool isBirth = false)
    {
        if (from.Base != _topic.Base
            && (isRetained ? _isHeard || boot < _boot : _isHeard && !isBirth && boot > 0 && boot < _boot))
        {
            return false;
        }

        _boot = isRetained ? Math.Max(_boot, boot) : boot;
        _isHeard |= !isRetained;
        _topic = from;
        return true;
    }
}
