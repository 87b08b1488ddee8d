using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Alerting;

/// <summary>
/// Tells those on call of what nobody has seen: looks every second at what is open, claims what is due in the database, and sends it.
/// Any number of processes of one registry may have one; each message is sent by one of them. What was being sent when a process was
/// killed is sent once more by another, and says so.
/// </summary>
public sealed class AlertEngine : IAsyncDisposable
{
    /// <summary>After so long nobody is sending any more what was claimed: the lane has given up before.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Nobody is called for an emergency that is older by so much than the registry's first start with alerting: a database that was there
    /// before may hold some that were dealt with by telephone and never closed. They are shown as always. What happened while alerting was
    /// not running is called for, however long ago.
    /// </summary>
    public static readonly TimeSpan OldBefore = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_forgetAfter = TimeSpan.FromDays(90);

    private readonly AlertBook _book;
    private readonly OnCallBook _onCall;
    private readonly EscalationPlan _plan;
    private readonly Dictionary<string, AlertLane> _lanes;
    private readonly DutyHours _hours;
    private readonly AlertTexts _texts;
    private readonly EventAlerts _events;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<long, Task> _underWay = new();
    private readonly ConcurrentQueue<(long No, AlertOutcome Outcome, string? Detail)> _unwritten = new();
    private readonly Lock _writing = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private string? _told;
    private DateTimeOffset _forgotAt;
    private DateTimeOffset? _begun;

    /// <summary>Initializes a new instance of the <see cref="AlertEngine"/> class.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="channels">The ways of telling people something, by name.</param>
    /// <param name="settings">The alerting file.</param>
    /// <param name="clock">The time; of several processes the database's.</param>
    /// <param name="log">Told what goes wrong.</param>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    public AlertEngine(LedgerStore store, IReadOnlyDictionary<string, IAlertChannel> channels, AlertingSettings settings,
        TimeProvider clock,
        ILogger log)
    {
        _book = new AlertBook(store);
        _onCall = new OnCallBook(store);
        _plan = new EscalationPlan(settings);
        _lanes = channels.ToDictionary(channel => channel.Key, channel => new AlertLane(channel.Value, clock));
        _hours = new DutyHours(clock);
        _texts = new AlertTexts(settings.Page);
        _clock = clock;
        _log = log;
        _events = new EventAlerts(_book, _texts, settings, _hours, Post);
    }

    /// <summary>Raised when it was written down that somebody is being told, or what became of it; from any thread.</summary>
    public event Action? Kept;

    private DateTimeOffset Now => new WallTime(_clock).Now;

    /// <summary>Begins to look.</summary>
    public void Start() => _work = Task.Run(WorkAsync);

    /// <summary>Looks once at everything.</summary>
    public void Look()
    {
        try
        {
            DateTimeOffset now = Now;
            WriteWhatIsLeft(now);
            IReadOnlyList<OnCallEntry> list = _onCall.List();
            IReadOnlyList<AlertCase> open = _book.Open();
            foreach (AlertClaim claim in _book.TakeAbandoned(now - AbandonedAfter, now))
            {
                SendAgain(claim, open, list, now);
            }

            OnCallEntry[] onDuty = [.. list.Where(entry => entry.Severity == Severity.Emergency && _hours.Holds(entry, now))];
            _begun ??= _book.BegunAt(now);
            foreach (AlertCase emergency in open.Where(item => item.Since >= _begun - OldBefore))
            {
                Escalate(emergency, onDuty.Where(entry => entry.Covers(emergency.Topic)), now);
            }

            _events.Look(list, now);
            if (now - _forgotAt > TimeSpan.FromDays(1))
            {
                _book.Forget(now - s_forgetAfter);
                _forgotAt = now;
            }

            _told = null;
        }
        catch (DbException exception)
        {
            TellOnce(exception.Message);
        }
    }

    /// <summary>Sends a message that says that it is a test.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="who">Who asked for it.</param>
    /// <returns>What became of it.</returns>
    public async Task<AlertStep> TestAsync(OnCallEntry to, string who)
    {
        DateTimeOffset now = Now;
        try
        {
            AlertClaim claim = _book.Claim("t:" + Guid.NewGuid().ToString("N"), 1, null, to, now)!;
            (AlertOutcome outcome, string? detail) = await SendAsync(to.Channel, AlertTexts.Test(claim, to, who, now));
            _unwritten.Enqueue((claim.No, outcome, detail));
            WriteWhatIsLeft(Now);
            return new AlertStep(to.Name, to.Channel, now, outcome, detail, false);
        }
        catch (DbException exception)
        {
            TellOnce(exception.Message);
            return new AlertStep(to.Name, to.Channel, now, AlertOutcome.Failed, "the database is away", false);
        }
    }

    /// <summary>Waits until nothing is being sent.</summary>
    /// <returns>When nothing is.</returns>
    public async Task SettleAsync()
    {
        while (_underWay.Values.FirstOrDefault() is { } sending)
        {
            await sending;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        await SettleAsync();
        foreach (AlertLane lane in _lanes.Values)
        {
            lane.Dispose();
        }

        _hours.Dispose();
        _onCall.Dispose();
        _book.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Look();
            await Task.Delay(s_lookEvery, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Escalate(AlertCase emergency, IEnumerable<OnCallEntry> onDuty, DateTimeOffset now)
    {
        if (_plan.Next(emergency, onDuty, now) is not { } step
            || _book.Claim(string.Create(CultureInfo.InvariantCulture, $"e:{emergency.No}"), step.Round, emergency.No, step.To, now)
                is not { } claim)
        {
            return;
        }

        if (step.To is { } to)
        {
            Post([claim], to, _texts.Emergency(claim, to, emergency, now));
        }
        else
        {
            _log.Tell(LogLevel.Warning, $"{emergency.Topic.Cabinet}的急救事件无人受理，此时没有值班人员",
                $"an emergency of {emergency.Topic.Cabinet} that nobody has seen: nobody is on call now");
            _unwritten.Enqueue((claim.No, AlertOutcome.Nobody, null));
            WriteWhatIsLeft(now);
        }

        Kept?.Invoke();
    }

    // A process ended while it sent this. Whether it went out is not known, so it is sent again and says so; unless it is of no use now.
    private void SendAgain(AlertClaim claim, IReadOnlyList<AlertCase> open, IReadOnlyList<OnCallEntry> list, DateTimeOffset now)
    {
        if (claim.Cause.StartsWith("e:", StringComparison.Ordinal)
            && open.FirstOrDefault(item => item.No.ToString(CultureInfo.InvariantCulture) == claim.Cause[2..])
                is { Stage: EmergencyStage.New } emergency
            && list.FirstOrDefault(entry => entry.No == claim.Entry) is { } to)
        {
            Post([claim], to, _texts.Emergency(claim, to, emergency, now));
        }
        else
        {
            // What is no emergency is told again as a round of its own.
            _unwritten.Enqueue((claim.No, AlertOutcome.Unknown, null));
            WriteWhatIsLeft(now);
        }
    }

    private void Post(IReadOnlyList<AlertClaim> claims, OnCallEntry to, AlertMessage message)
    {
        long key = claims[0].No;
        TaskCompletionSource begin = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[key] = PostAsync();
        begin.SetResult();

        async Task PostAsync()
        {
            await begin.Task;
            try
            {
                (AlertOutcome outcome, string? detail) = await SendAsync(to.Channel, message);
                if (outcome == AlertOutcome.Failed)
                {
                    _log.Tell(LogLevel.Warning, $"未能通过{to.Channel}通知值班人员{to.Name}：{detail}",
                        $"{to.Name}, on call, could not be told by {to.Channel}: {detail}");
                }

                foreach (AlertClaim claim in claims)
                {
                    _unwritten.Enqueue((claim.No, outcome, detail));
                }

                WriteWhatIsLeft(Now);
                Kept?.Invoke();
            }
            catch (OperationCanceledException)
            {
                // The program ends in the middle of it: another process, or the next start, sends it again.
            }
            catch (DbException exception)
            {
                TellOnce(exception.Message);
            }
            finally
            {
                _underWay.TryRemove(key, out _);
            }
        }
    }

    private async Task<(AlertOutcome Outcome, string? Detail)> SendAsync(string channel, AlertMessage message) =>
        _lanes.TryGetValue(channel, out AlertLane? lane) ? await lane.SendAsync(message, _stop.Token)
            : (AlertOutcome.Failed, $"the alerting file has no \"{channel}\"");

    // What the database did not take stays until it does.
    private void WriteWhatIsLeft(DateTimeOffset now)
    {
        lock (_writing)
        {
            while (_unwritten.TryPeek(out (long No, AlertOutcome Outcome, string? Detail) next))
            {
                _book.End(next.No, next.Outcome, next.Detail, now);
                _unwritten.TryDequeue(out _);
            }
        }
    }

    private void TellOnce(string message)
    {
        if (_told != message)
        {
            _log.Tell(LogLevel.Warning, $"通知值班人员：数据库：{message}；继续重试", $"alerting: database: {message}; trying again");
            _told = message;
        }
    }
}
