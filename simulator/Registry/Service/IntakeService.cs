using AedCabinet.Feeds;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>
/// What comes in, from the broker to the disk: started once everything else runs, and stopped before anything else, in the order in
/// which nothing is lost.
/// </summary>
/// <param name="options">What was asked for.</param>
/// <param name="services">The registry's parts.</param>
/// <param name="words">Says where the page is.</param>
/// <param name="lifetime">Stopped when another registry has the session.</param>
/// <param name="log">Told what happens.</param>
internal sealed class IntakeService(RegistryServiceOptions options, IServiceProvider services, StartWords words,
    IHostApplicationLifetime lifetime, ILogger<IntakeService> log)
    : IHostedLifecycleService
{
    private readonly LedgerDatabase _database = services.GetRequiredService<LedgerDatabase>();
    private readonly RegistryIngest _ingest = services.GetRequiredService<RegistryIngest>();
    private readonly IMessageSource _source = services.GetRequiredService<IMessageSource>();
    private readonly ResendDesk? _resends = services.GetService<ResendDesk>();

    /// <summary>Gets a value indicating whether it has stopped because another registry has the session, or the database.</summary>
    public bool HasYielded => _source.Yielded.IsCompleted || _ingest.Lost.IsCompleted;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        words.TellAddress();
        log.Tell(
            LogLevel.Information,
            $"数据库   {options.Store.Name}：{_ingest.Book.Files.Count}台机柜",
            $"database {options.Store.Name}: {_ingest.Book.Files.Count} cabinets");
        TellLoss();
        log.Tell(LogLevel.Information, $"消息服务器 {_source.Name}", $"broker   {_source.Name}");
        services.GetRequiredService<AccountReach>().TellWhatIsKnown();
        services.GetRequiredService<AheadDesk>().Follow(_ingest);
        _ingest.Start();
        _source.Start();
        _ = YieldAsync();
        _ = GiveWayAsync();
        _ = LoseAsync();
        if (_resends is not null)
        {
            _ingest.Answered += _resends.Take;
            _resends.Start();
            log.Tell(LogLevel.Information, "补要     缺失的事件会向机柜补要", "resend   missing events are asked for again");
        }

        log.Tell(LogLevel.Information, "按Ctrl-C停止。", "Ctrl-C stops.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // First what came goes to disk, then it is confirmed, then the broker hears goodbye; what comes meanwhile comes again.
        log.Tell(LogLevel.Information, "正在停止", "stopping");
        await Task.Run(_ingest.Stop, CancellationToken.None);
        await _source.StopAsync();
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void TellLoss()
    {
        if (_database.Loss is { } loss)
        {
            long lost = loss.Confirmed - loss.Kept;
            log.Tell(
                LogLevel.Error,
                $"数据库：已向消息服务器确认过{loss.Confirmed}条事件，数据库里有{loss.Kept}条：丢失{lost}条。余下的日志保存在旁边（-wal.lost-…）。"
                + "机柜再次上线时会向它们补要；有备份请恢复。详情见“registry verify”。",
                $"database: {loss.Confirmed} events had been confirmed to the broker, and the database holds {loss.Kept}: {lost} are "
                    + $"lost. What was left of its log is kept beside it (-wal.lost-…). "
                + "The cabinets are asked for what is missing as they are heard of; restore a backup if there is one. \"registry verify\" "
                + "says more.");
        }
    }

    private async Task YieldAsync()
    {
        AedCabinet.Terminal.Wording why = await _source.Yielded;
        log.Tell(LogLevel.Error, "消息服务器：" + why.Zh, "broker: " + why.En);
        lifetime.StopApplication();
    }

    private async Task GiveWayAsync()
    {
        string target = await _ingest.Moved;
        log.Tell(
            LogLevel.Information,
            $"数据库已迁移到{target}，本程序停止；消息由消息服务器保留。请用--store postgres启动管理系统，--client-id不变",
            $"database: it was moved to {target}, so this registry stops; the broker keeps what comes. Start it with --store postgres and "
                + $"the same --client-id");
        lifetime.StopApplication();
    }

    private async Task LoseAsync()
    {
        await _ingest.Lost;
        log.Tell(
            LogLevel.Error,
            "数据库：另一套管理系统现在写入它：本套停止，没有再写入或确认任何消息",
            "database: another registry writes to it now: this one stops, and nothing more was written or confirmed");
        lifetime.StopApplication();
    }
}
