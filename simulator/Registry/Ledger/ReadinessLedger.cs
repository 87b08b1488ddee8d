using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>Keeps in the database how each cabinet was over time: a row from each change to the next.</summary>
internal sealed class ReadinessLedger : IDisposable
{
    private readonly Statement _begin;
    private readonly Statement _end;
    private readonly Statement _correct;

    /// <summary>Initializes a new instance of the <see cref="ReadinessLedger"/> class.</summary>
    /// <param name="connection">The database.</param>
    public ReadinessLedger(SqliteConnection connection)
    {
        _begin = new Statement(connection, "INSERT INTO readiness (cabinet, since, ready, reasons) VALUES (?1, ?2, ?3, ?4)", 4);
        _end = new Statement(connection, "UPDATE readiness SET until = ?3 WHERE cabinet = ?1 AND since = ?2", 3);
        _correct = new Statement(connection, "UPDATE readiness SET ready = ?3, reasons = ?4 WHERE cabinet = ?1 AND since = ?2", 4);
    }

    /// <summary>How a cabinet is.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>How, and since when; <c>null</c> before its first state.</returns>
    public static ReadinessSpan? Judge(CabinetFile file, long nowMs)
    {
        if (file.Entry.State is not { } state)
        {
            return file.Readiness is null ? null : new ReadinessSpan(nowMs, null, ReadinessSpan.Stale);
        }

        // A cabinet whose clock is ahead can't make its state last longer.
        long saidMs = Math.Min(state.At.ToUnixTimeMilliseconds(), file.StateReceivedMs);
        long staleMs = saidMs + (long)file.Entry.StateIsGoodFor.TotalMilliseconds;
        long awayMs = file.OfflineSinceMs is { } offline && !file.Entry.Sleeps ? offline + (long)LedgerLimits.OfflineGrace.TotalMilliseconds : long.MaxValue;
        return nowMs >= Math.Min(staleMs, awayMs)
            ? new ReadinessSpan(Math.Min(staleMs, awayMs), null, awayMs < staleMs ? ReadinessSpan.Offline : ReadinessSpan.Stale)
            : new ReadinessSpan(saidMs, state.IsReady, string.Join(',', state.Reasons));
    }

    /// <summary>Writes down how a cabinet is, if that has changed.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="nowMs">The moment it is looked at, in milliseconds since 1970-01-01 UTC: for a state that waited at the broker its own time.</param>
    /// <param name="notBeforeMs">A change is not older than this, in milliseconds since 1970-01-01 UTC.</param>
    public void Save(CabinetFile file, long nowMs, long notBeforeMs = 0)
    {
        ReadinessSpan? before = file.Readiness;
        if (Judge(file, nowMs) is not { } now || (before is not null && before.IsReady == now.IsReady && before.Reasons == now.Reasons))
        {
            return;
        }

        now = now with { SinceMs = Math.Max(Math.Max(now.SinceMs, notBeforeMs), before?.SinceMs ?? 0) };
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
    }
}
