using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>How the writing goes: what the database complains of, whether it answers, what it lost. Told once each.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Told when the database refuses, and when it does no more.</param>
internal sealed class IngestStanding(LedgerDatabase database, TimeProvider clock, ILogger log)
{
    private readonly TaskCompletionSource<string> _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long Confirmed, long Kept)? _toldLoss = database.Loss;
    private string? _trouble;

    // When the write that is under way began; 0 for none.
    private long _writingSince;

    /// <summary>Gets the end of it because everything was moved elsewhere, with the name of the other store.</summary>
    public Task<string> Moved => _moved.Task;

    /// <summary>Gets what the database complains of, or <c>null</c> while it takes what comes.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Gets a value indicating whether the database has neither taken nor refused what it was given long ago.</summary>
    public bool IsStalled => Interlocked.Read(ref _writingSince) is long since && since != 0
        && clock.GetElapsedTime(since) >= LedgerLimits.WriteStalled;

    /// <summary>Notes that a write begins.</summary>
    public void Begin() => Interlocked.Exchange(ref _writingSince, Math.Max(1, clock.GetTimestamp()));

    /// <summary>Notes that the database took it.</summary>
    public void Took()
    {
        Interlocked.Exchange(ref _writingSince, 0);
        if (_trouble is not null)
        {
            log.Tell(LogLevel.Information, "数据库：恢复写入，没有丢失", "database: takes what comes again; nothing was lost");
            Volatile.Write(ref _trouble, null);
        }

        TellLoss();
    }

    /// <summary>Notes that the database refused.</summary>
    /// <param name="exception">What it said.</param>
    public void Refused(Exception exception)
    {
        Interlocked.Exchange(ref _writingSince, 0);
        if (database.MovedTo(exception) is { } target)
        {
            Volatile.Write(ref _trouble, exception.Message);
            _moved.TrySetResult(target);
        }
        else if (_trouble != exception.Message)
        {
            log.Tell(
                LogLevel.Error,
                $"数据库：{exception.Message} {database.WhenRefused.Zh}",
                $"database: {exception.Message} {database.WhenRefused.En}");
            Volatile.Write(ref _trouble, exception.Message);
        }
    }

    /// <summary>Tells which cabinets speak from another prefecture than before.</summary>
    /// <param name="relocated">The cabinets.</param>
    public void Tell(IEnumerable<CabinetRelocation> relocated)
    {
        foreach (CabinetRelocation relocation in relocated)
        {
            log.Tell(
                LogLevel.Information,
                $"机柜{relocation.Cabinet}改由{relocation.To}上报（原为{relocation.From}）：历史、状态和命令序号随之转移",
                $"cabinet {relocation.Cabinet} speaks from prefecture {relocation.To} now, from {relocation.From} before: its history, its "
                    + $"pictures and its commands go with it");
        }
    }

    // Found when it took what comes again: at its start the registry tells it itself.
    private void TellLoss()
    {
        if (database.Loss is { } loss && loss != _toldLoss)
        {
            _toldLoss = loss;
            log.Tell(
                LogLevel.Error,
                $"数据库：已向消息服务器确认过{loss.Confirmed}条事件，数据库里有{loss.Kept}条：丢失{loss.Confirmed - loss.Kept}条。机柜会被补要；有备份请恢复。详情见“registry verify”。",
                $"database: {loss.Confirmed} events had been confirmed to the broker, and the database holds {loss.Kept}: "
                    + $"{loss.Confirmed - loss.Kept} are lost. The cabinets are asked for what is missing; restore a backup if there is "
                    + $"one. \"registry verify\" says more.");
        }
    }
}
