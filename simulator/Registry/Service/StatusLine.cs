using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>Logs once a minute how many cabinets there are and how they stand.</summary>
/// <param name="intake">Has the cabinets.</param>
/// <param name="parts">Has, where there is one broker, who is told of the cabinets.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Where the line goes.</param>
internal sealed class StatusLine(IIntake intake, IServiceProvider parts, TimeProvider clock, ILogger<StatusLine> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            IReadOnlyList<CabinetRecord> cabinets = intake.Records(clock.GetUtcNow());
            Tell(RegistryFigures.Of(cabinets));
            parts.GetService<AccountReach>()?.Look(cabinets);
        }
    }

    private void Tell(RegistryFigures figures) => log.Tell(
        LogLevel.Information,
        $"管理系统：{(intake.IsConnected ? "已连接" : "未连接")}，{figures.Cabinets}台机柜：{figures.Ready}台可用，{figures.NotReady}台不可用，{figures.Offline}台离线；"
        + $"{figures.OpenEmergencies}起未结急救事件；{intake.Waiting}条消息等待写盘",
        $"registry: {(intake.IsConnected ? "connected" : "not connected")}, {figures.Cabinets} cabinets: {figures.Ready} ready, "
            + $"{figures.NotReady} not ready, {figures.Offline} offline; "
        + $"{figures.OpenEmergencies} open emergencies; {intake.Waiting} messages wait for the disk");
}
