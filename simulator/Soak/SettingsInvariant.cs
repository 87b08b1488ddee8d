using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// Settings from afar are in force only on trial or once a signed command has confirmed them, are taken back when none does, and never
/// lower the security of the link (SPEC §14). The value of one setting, <c>door.leftOpenSeconds</c>, says which settings are in force.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
internal sealed class SettingsInvariant(Timeline timeline, SoakReport report)
{
    // The firmware's next look, and the next after flash refused.
    private const long SlackMs = 60000;

    // The longest pace of restarts in order to read, and how long an emergency that is not told puts one off (SPEC §11).
    private const long ReadPaceMs = 300000;
    private const long UntoldMs = 600000;

    // More than one while nobody can know whether a confirmation reached flash before the power failed.
    private readonly HashSet<int> _confirmed = [new DoorSettings().LeftOpenSeconds];
    private (int Seconds, bool IsAway) _asked = (-1, false);
    private int _onTrial = -1;
    private bool _isTrialAway;
    private bool _hasBooted;
    private bool _isRunning;
    private bool _isAstray;
    private bool _mayBeConfirmed;
    private long _bootedAtMs;
    private long _hinderedAtMs;
    private bool _hasCommand;
    private long _untoldAtMs;

    /// <summary>Gets a value indicating whether settings are on trial.</summary>
    public bool IsOnTrial => _onTrial >= 0;

    /// <summary>Gets a value indicating whether this boot has settings on trial under which the link may not come.</summary>
    public bool IsAway => _isTrialAway && _onTrial >= 0 && _isRunning;

    /// <summary>Gets when such a trial ended last, in milliseconds of virtual time.</summary>
    public long AwayUntilMs { get; private set; }

    /// <summary>The cabinet is about to store settings: whether it does, a power cut may leave open.</summary>
    /// <param name="leftOpenSeconds">The value in them.</param>
    /// <param name="isAway">Whether they lead the link astray.</param>
    public void Ask(int leftOpenSeconds, bool isAway) => _asked = (leftOpenSeconds, isAway);

    /// <summary>The cabinet has accepted them.</summary>
    public void Accept()
    {
        report.Count(_asked.IsAway ? "settings on trial that lead astray" : "settings on trial");
        BeginTrial();
    }

    /// <summary>A signed command has reached the cabinet.</summary>
    public void NoteCommand() => _hasCommand = true;

    /// <summary>The power is gone, or the board restarts.</summary>
    public void PowerLost()
    {
        if (_onTrial >= 0 && _hasBooted && _hasCommand)
        {
            _mayBeConfirmed = true;
            _confirmed.Add(_onTrial);
        }
    }

    /// <summary>Flash is empty: the file alone counts.</summary>
    public void Forget()
    {
        _confirmed.Clear();
        _confirmed.Add(new DoorSettings().LeftOpenSeconds);
        _asked = (-1, false);
        EndTrial();
    }

    /// <summary>A boot begins.</summary>
    /// <param name="configuration">Its settings.</param>
    /// <param name="isJudged">Whether the cabinet could read them.</param>
    public void Begin(CabinetConfiguration configuration, bool isJudged)
    {
        _hasCommand = false;
        _bootedAtMs = timeline.NowMs;
        AwayUntilMs = IsAway ? timeline.NowMs : AwayUntilMs;
        _isRunning = false;
        _isAstray = false;
        if (!configuration.IsCommissioned || configuration.IsSafeMode)
        {
            return;
        }

        if (!configuration.Broker.Tls)
        {
            throw new InvariantViolation("nothing lowers the security of the link from afar", "the link is without TLS");
        }

        int value = configuration.Door.LeftOpenSeconds;
        if (isJudged)
        {
            Judge(value);
        }

        // What flash misreads is not "never set" (SPEC §11): with the file's settings a boot goes on only until they can be read.
        _isRunning = value == _onTrial;
        _isAstray = !_isRunning && value != _asked.Seconds && !_confirmed.Contains(value);
    }

    /// <summary>The scan made an event.</summary>
    /// <param name="item">The event.</param>
    public void Note(CabinetEvent item)
    {
        if (item.Kind == EventKind.ConfigApplied && _onTrial >= 0)
        {
            if (!_hasCommand)
            {
                throw new InvariantViolation("new settings are kept only for a signed command",
                    $"door.leftOpenSeconds {_onTrial} was kept, and none came");
            }

            report.Count("settings confirmed");
            _confirmed.Clear();
            _confirmed.Add(_onTrial);
            EndTrial();
        }
        else if (item.Kind == EventKind.ConfigReverted)
        {
            report.Count("settings taken back");
            EndTrial();
        }
    }

    /// <summary>
    /// Judges whether a trial goes on for ever. The board restarts to take settings back, and never while an alarm sounds (SPEC §12),
    /// however often a new one begins.
    /// </summary>
    /// <param name="mayEnd">Whether flash lets the cabinet end it, and nobody is alarmed or guided.</param>
    /// <param name="hasUntold">Whether an emergency waits to be told.</param>
    public void Check(bool mayEnd, bool hasUntold = false)
    {
        long nowMs = timeline.NowMs;
        _untoldAtMs = hasUntold ? Math.Min(nowMs, _bootedAtMs + UntoldMs) : _untoldAtMs;
        _hinderedAtMs = mayEnd ? _hinderedAtMs : nowMs;
        long overSinceMs = Math.Max(_bootedAtMs + SettingsTrial.TrialMs, _hinderedAtMs);
        if (_isAstray && nowMs - Math.Max(Math.Max(_bootedAtMs + ReadPaceMs, _untoldAtMs), _hinderedAtMs) > SlackMs)
        {
            throw new InvariantViolation("settings that could not be read are read again",
                $"none of those of this boot are in force since {nowMs - _bootedAtMs} ms");
        }

        if (_onTrial >= 0 && _isRunning && !_mayBeConfirmed && nowMs - overSinceMs > SlackMs)
        {
            throw new InvariantViolation("settings that nobody confirms are taken back",
                $"door.leftOpenSeconds {_onTrial} has been on trial for {nowMs - _bootedAtMs} ms of this boot");
        }
    }

    private void Judge(int value)
    {
        if (value == _asked.Seconds && value != _onTrial)
        {
            BeginTrial();
        }

        if (value != _onTrial && !_confirmed.Contains(value))
        {
            throw new InvariantViolation("settings are confirmed or on trial",
                $"door.leftOpenSeconds is {value}; confirmed {string.Join('/', _confirmed)}, on trial {_onTrial}");
        }

        if (value != _onTrial && _hasBooted)
        {
            // Taken back, and the power failed before anybody was told.
            EndTrial();
        }

        _hasBooted = _onTrial >= 0 && value == _onTrial;
        if (_onTrial < 0)
        {
            _confirmed.Clear();
            _confirmed.Add(value);
        }
    }

    private void BeginTrial()
    {
        _onTrial = _asked.Seconds;
        _isTrialAway = _asked.IsAway;
        _asked = (-1, false);
        _hasBooted = false;
        _mayBeConfirmed = false;

        // The boot that was asked still has the old ones.
        _isRunning = false;
    }

    private void EndTrial()
    {
        AwayUntilMs = _isTrialAway ? timeline.NowMs : AwayUntilMs;
        _onTrial = -1;
        _isTrialAway = false;
        _hasBooted = false;
        _mayBeConfirmed = false;
    }
}
