using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>Keeps in the database how each cabinet was over time: a row from each change to the next.</summary>
internal sealed class ReadinessLedger : IDisposable
{
    private readonly Statement _begin;
    private readonly Statement _end;
    private readonly Statement _correct;
    private readonly Statement _future;
    private readonly Statement _latest;
    private readonly Statement _move;

    /// <summary>Initializes a new instance of the <see cref="ReadinessLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    public ReadinessLedger(LedgerDatabase database)
    {
        _begin = database.Prepare("INSERT INTO readiness (cabinet, since, ready, reasons) VALUES ($1, $2, $3, $4)", 4);
        _end = database.Prepare("UPDATE readiness SET until = $3 WHERE cabinet = $1 AND since = $2", 3);
        _correct = database.Prepare("UPDATE readiness SET ready = $3, reasons = $4 WHERE cabinet = $1 AND since = $2", 4);
        _future = database.Prepare("SELECT since FROM readiness WHERE cabinet = $1 AND since > $2 ORDER BY since", 2);
        _latest = database.Prepare("SELECT max(since) FROM readiness WHERE cabinet = $1 AND since <= $2", 2);
        _move = database.Prepare("UPDATE readiness SET since = $3, until = $4 WHERE cabinet = $1 AND since = $2", 4);
    }

    /// <summary>How a cabinet is.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>How, and since when; <c>null</c> before its first state.</returns>
    public static ReadinessSpan? Judge(CabinetFile file, long nowMs)
    {
        if (file.Entry.Conflict is { } conflict)
        {
            return new ReadinessSpan(conflict.Since.ToUnixTimeMilliseconds(), null, ReadinessSpan.TwoBoards);
        }

        if (file.Entry.State is not { } state)
        {
            return file.Readiness is null ? null : new ReadinessSpan(nowMs, null, ReadinessSpan.Stale);
        }

        // The earlier of its time and its arrival: a cabinet whose clock is ahead can't make its state last longer.
        long saidMs = Math.Min(state.At.ToUnixTimeMilliseconds(), file.StateReceivedMs);
        long staleMs = saidMs + (long)file.Entry.StateIsGoodFor.TotalMilliseconds;
        long awayMs = file.OfflineSinceMs is { } offline && !file.Entry.Sleeps ? offline + (long)LedgerLimits.OfflineGrace.TotalMilliseconds
            : long.MaxValue;
        if (nowMs >= Math.Min(staleMs, awayMs))
        {
            return new ReadinessSpan(Math.Min(staleMs, awayMs), null, awayMs < staleMs ? ReadinessSpan.Offline : ReadinessSpan.Stale);
        }

        return file.Entry.Unreadable is { } unreadable
            ? new ReadinessSpan(unreadable.At.ToUnixTimeMilliseconds(), null, ReadinessSpan.NotUnderstood)
            : state.Doubt is not null ? new ReadinessSpan(saidMs, null, ReadinessSpan.NotUnderstood)
            : new ReadinessSpan(saidMs, state.IsReady, string.Join(',', state.Reasons));
    }

    /// <summary>Whether how a cabinet is has changed, so that it is to be written down.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsDue(CabinetFile file, long nowMs) =>
        file.Readiness?.SinceMs > nowMs || (Judge(file, nowMs) is { } now && !IsSame(file.Readiness, now));

    /// <summary>Writes down how a cabinet is, if that has changed.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="judgedMs">The moment at which it is looked at, in milliseconds since 1970-01-01 UTC: for a state that waited at the
    /// broker its own time.</param>
    /// <param name="nowMs">The time now, or of the message's arrival, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="notBeforeMs">A change is not older than this, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(CabinetFile file, long judgedMs, long nowMs, long notBeforeMs = 0)
    {
        if (file.Readiness?.SinceMs > nowMs)
        {
            BringBack(file, nowMs);
        }

        ReadinessSpan? before = file.Readiness;
        if (Judge(file, judgedMs) is not { } now || IsSame(before, now))
        {
            return;
        }

        now = now with { SinceMs = Math.Min(Math.Max(now.SinceMs, notBeforeMs), nowMs) };
        if (now.SinceMs <= before?.SinceMs)
        {
            // What came later is later, whatever its clock says: the period before stays, unless it was only silence.
            now = now with { SinceMs = before.IsInferred ? before.SinceMs : nowMs };
        }

        if (before is null)
        {
            _begin.Run(file.No, now.SinceMs, now.IsReady, now.Reasons);
        }
        else if (now.SinceMs == before.SinceMs)
        {
            _correct.Run(file.No, now.SinceMs, now.IsReady, now.Reasons);
        }
        else
        {
            _end.Run(file.No, before.SinceMs, now.SinceMs);
            _begin.Run(file.No, now.SinceMs, now.IsReady, now.Reasons);
        }

        file.Readiness = now;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin.Dispose();
        _end.Dispose();
        _correct.Dispose();
        _future.Dispose();
        _latest.Dispose();
        _move.Dispose();
    }

    private static bool IsSame(ReadinessSpan? before, ReadinessSpan now) =>
        before is not null && before.IsReady == now.IsReady && before.Reasons == now.Reasons;

    // This host's own clock was ahead and has been set back: what was written meanwhile lies in the future. How long each period was can't
    // be told any more; that it was stays, in its order, just before now.
    private void BringBack(CabinetFile file, long nowMs)
    {
        List<long> future = [];
        using (DbDataReader rows = _future.Rows(file.No, nowMs))
        {
            while (rows.Read())
            {
                future.Add(rows.GetInt64(0));
            }
        }

        long? past = _latest.Number(file.No, nowMs);
        long first = Math.Max(nowMs - future.Count, (past ?? -1) + 1);
        if (past is { } before)
        {
            _end.Run(file.No, before, first);
        }

        for (int i = 0; i < future.Count; i++)
        {
            _move.Run(file.No, future[i], first + i, i == future.Count - 1 ? null : first + i + 1);
        }

        file.Readiness = file.Readiness! with { SinceMs = first + future.Count - 1 };
    }
}
