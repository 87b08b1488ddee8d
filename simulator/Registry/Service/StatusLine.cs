using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>Logs once a minute how many cabinets there are and how they stand.</summary>
/// <param name="ingest">Has the cabinets.</param>
/// <param name="source">The connection.</param>
/// <param name="reach">Told of the cabinets.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Where the line goes.</param>
internal sealed class StatusLine(RegistryIngest ingest, IMessageSource source, AccountReach reach, TimeProvider clock,
    ILogger<StatusLine> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            IReadOnlyList<CabinetRecord> cabinets = LedgerCabinets.Records(ingest.Book, clock.GetUtcNow());
            Tell(RegistryFigures.Of(cabinets));
            reach.Look(cabinets);
        }
    }

    private void Tell(RegistryFigures figures) => log.Tell(
        LogLevel.Information,
        $"管理系统：{(source.IsConnected ? "已连接" : "未连接")}，{figures.Cabinets}台机柜：{figures.Ready}台可用，{figures.NotReady}台不可用，{figures.Offline}台离线；"
        + $"{figures.OpenEmergencies}起未结急救事件；{ingest.Queue.Count}条消息等待写盘",
        $"registry: {(source.IsConnected ? "connected" : "not connected")}, {figures.Cabinets} cabinets: {figures.Ready} ready, "
            + $"{figures.NotReady} not ready, {figures.Offline} offline; "
        + $"{figures.OpenEmergencies} open emergencies; {ingest.Queue.Count} messages wait for the disk");
}
