using System.Data.Common;
using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// Asks the cabinets by itself for the events that are missing (<c>resend</c>, SPEC §14), repeats each command until its reply, and keeps
/// what came of it. The events come again as events do; nothing here takes them.
/// </summary>
public sealed class ResendDesk : IAsyncDisposable
{
    // What was asked before a restart counts for as long as anything is asked once more.
    private static readonly TimeSpan s_memory = TimeSpan.FromDays(2);

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    // Soon after a reply the events are here.
    private static readonly TimeSpan s_afterReply = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private const int MostRestored = 10_000;

    private readonly LedgerDatabase _database;
    private readonly LedgerCommandBook _counter;
    private readonly ResendLedger _ledger;
    private readonly CommandKeys _keys;
    private readonly ICommandPublisher _publisher;
    private readonly Func<string, bool> _isConnected;
    private readonly LedgerMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly bool _isAlone;
    private readonly ResendPlan _plan = new();
    private readonly Dictionary<long, (string Topic, string Text)> _signed = [];
    private readonly Queue<(string Cabinet, ReportedReply Reply)> _replies = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private DateTimeOffset _lookAt;

    /// <summary>Initializes a new instance of the <see cref="ResendDesk"/> class.</summary>
    /// <param name="store">Where the database is, which is open for ingest already.</param>
    /// <param name="keys">The cabinets' keys.</param>
    /// <param name="publisher">Brings commands to the broker; stays the caller's.</param>
    /// <param name="isConnected">Whether a cabinet is connected.</param>
    /// <param name="metrics">Told of what came of it.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told of what came of it.</param>
    /// <param name="isAlone">Whether no other asks beside it: then nobody waits any more for what was asked before.</param>
    public ResendDesk(LedgerStore store, CommandKeys keys, ICommandPublisher publisher, Func<string, bool> isConnected,
        LedgerMetrics metrics, TimeProvider clock, ILogger log, bool isAlone = true)
    {
        _isAlone = isAlone;
        _database = store.OpenForChange();
        _counter = new LedgerCommandBook(_database);
        _ledger = new ResendLedger(_database);
        _keys = keys;
        _publisher = publisher;
        _isConnected = isConnected;
        _metrics = metrics;
        _clock = clock;
        _log = log;
        Restore();
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Starts to look; returns at once.</summary>
    public void Start() => _work = Task.Run(WatchAsync);

    /// <summary>Takes a reply; those to other commands are none of its business. May come from any thread.</summary>
    /// <param name="message">The reply, which can be used.</param>
    public void Take(ReceivedMessage message)
    {
        if (message is { Content: ReportedReply reply, Topic: { } topic })
        {
            lock (_replies)
            {
                _replies.Enqueue((topic.Cabinet, reply));
            }
        }
    }

    /// <summary>Looks once at what is missing, asks for what is due and sends again what was not answered.</summary>
    /// <returns>When it has.</returns>
    /// <exception cref="DbException">The database can't be read or written.</exception>
    public async Task StepAsync()
    {
        DateTimeOffset now = Now;
        TakeReplies(now);
        if (now >= _lookAt)
        {
            _lookAt = now + LedgerLimits.MissingEvery;
            foreach ((ResendAsk ask, string outcome,
                int came) in _plan.Take(MissingEvents.List(_database, now.ToUnixTimeMilliseconds()), now))
            {
                End(ask, outcome, came, now);
            }

            foreach (ResendAsk ask in _plan.Next(now, cabinet => _keys.Holds(cabinet) && _isConnected(cabinet)))
            {
                await AskAsync(ask);
            }
        }

        foreach (ResendAsk ask in _plan.UnderWay.Where(
            ask => ask.ArrivesBy is null && now >= ask.RepeatAt && now < ask.Asked + LedgerLimits.ResendValidity).ToArray())
        {
            await SendAsync(ask);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _ledger.Dispose();
        _counter.Dispose();
        _database.Dispose();
        _stop.Dispose();
    }

    private void Restore()
    {
        ResendLedger.Prune(_database, Now - s_kept);

        // The oldest first, as they were asked.
        foreach (ResendRecord record in _ledger.Latest(Now - s_memory, MostRestored).Reverse())
        {
            ResendAsk ask = new(record.Cabinet, record.Boot, record.First, record.Last, record.Asked) { Counter = record.Counter };
            _plan.Restore(ask);
            if (record.Outcome == ResendOutcome.UnderWay
                && (_isAlone || Now - record.Asked > LedgerLimits.ResendValidity + LedgerLimits.ResendArrives))
            {
                _ledger.End(ask, ResendOutcome.NoReply, 0, Now);
            }
        }
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync();
            }
            catch (Exception exception) when (exception is DbException or CommandNotSentException)
            {
                _log.Tell(
                    LogLevel.Warning,
                    $"补要：{exception.Message}；{LedgerLimits.MissingEvery.TotalSeconds}秒后重试",
                    $"resend: {exception.Message}; trying again in {LedgerLimits.MissingEvery.TotalSeconds} s");
                _lookAt = Now + LedgerLimits.MissingEvery;
            }

            await Task.Delay(s_look, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void TakeReplies(DateTimeOffset now)
    {
        while (true)
        {
            (string Cabinet, ReportedReply Reply) next;
            lock (_replies)
            {
                if (!_replies.TryDequeue(out next))
                {
                    return;
                }
            }

            _lookAt = now + s_afterReply < _lookAt ? now + s_afterReply : _lookAt;
            if (_plan.Answer(next.Cabinet, next.Reply, now) is { } refused)
            {
                End(refused, ResendOutcome.Refused, 0, now);
            }
        }
    }

    private async Task AskAsync(ResendAsk ask)
    {
        ResendAsk signed;
        try
        {
            signed = ask with { Counter = _counter.Next(Now.ToUnixTimeMilliseconds()) };
            string expires = (ask.Asked + LedgerLimits.ResendValidity).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture);
            string text = _keys.Sign(ask.Cabinet, new UnsignedCommand(signed.Id, "resend", signed.Args, signed.Counter, expires), false,
                out string topic)!;
            _ledger.Put(signed);
            _signed[signed.Counter] = (topic, text);
        }
        catch
        {
            _plan.NotSent(ask, Now);
            throw;
        }

        _plan.Sent(signed);
        _log.Tell(
            LogLevel.Information,
            $"补要：向{ask.Cabinet}补要第{ask.Boot}次启动的第{ask.First}至{ask.Last}号事件",
            $"resend: {ask.Cabinet} is asked for events {ask.First} to {ask.Last} of boot {ask.Boot} again");
        await SendAsync(signed);
    }

    private async Task SendAsync(ResendAsk ask)
    {
        ask.RepeatAt = Now + LedgerLimits.ResendRepeat;
        (string topic, string text) = _signed[ask.Counter];
        try
        {
            await _publisher.PublishAsync(topic, text, _stop.Token);
        }
        catch (CommandNotSentException)
        {
            // The broker is away: it is sent again when its time has come.
        }
        catch (OperationCanceledException)
        {
            // The registry ends.
        }
    }

    private void End(ResendAsk ask, string outcome, int came, DateTimeOffset now)
    {
        _signed.Remove(ask.Counter);
        _ledger.End(ask, outcome, came, now);
        _metrics.CountResend(outcome, came);
        string said = ask.Reason is null ? $"{ask.Code}" : $"{ask.Code}: {ask.Reason}";
        _log.Tell(
            LogLevel.Information,
            $"补要：{ask.Cabinet}第{ask.Boot}次启动的第{ask.First}至{ask.Last}号事件：{ResendOutcome.Say(outcome).Zh}"
            + (ask.Code is null ? string.Empty : $"（机柜答复{said}）") + $"，补到{came}条",
            $"resend: events {ask.First} to {ask.Last} of boot {ask.Boot} of {ask.Cabinet}: {outcome}"
            + (ask.Code is null ? string.Empty : $" (the cabinet said {said})") + $", {came} came");
    }
}
