using System.Net;
using Prometheus;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>The registry from start to Ctrl-C: database, writer, figures, broker; stopped in the order in which nothing is lost.</summary>
internal static class RegistryService
{
    private static readonly TimeSpan s_tellEvery = TimeSpan.FromMinutes(1);

    /// <summary>Runs until asked to stop.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="clock">The time.</param>
    /// <param name="stop">Cancelled by Ctrl-C or SIGTERM.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RegistryServiceOptions options, ILog log, TimeProvider clock, CancellationToken stop)
    {
        using LedgerDatabase database = LedgerDatabase.OpenForIngest(options.Database);
        using RegistryIngest ingest = new(database, clock, log, options.WakeHours);
        await using BrokerSession session = new(options.Access, options.ClientId, ingest.Take, () => ingest.Book.Files.Count == 0, clock, log);
        await using WebApplication? web = options.HttpPort is { } port ? BuildWeb(port, ingest, session, options.Database, clock) : null;
        if (web is not null)
        {
            await StartWebAsync(web, options.HttpPort!.Value);
            log.Info($"figures  {web.Urls.First()}/metrics");
        }

        log.Info($"database {options.Database}: {ingest.Book.Files.Count} cabinets");
        log.Info($"broker   {options.Access}");
        ingest.Start();
        session.Start();
        log.Info("Ctrl-C stops.");
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(s_tellEvery, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
            {
                Tell(ingest, session, clock, log);
            }
        }

        // First what came goes to disk, then it is confirmed, then the broker hears goodbye; what comes meanwhile comes again.
        log.Info("stopping");
        await Task.Run(ingest.Stop, CancellationToken.None);
        await session.StopAsync();
        if (web is not null)
        {
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));
            await web.StopAsync(patience.Token);
        }

        return 0;
    }

    private static void Tell(RegistryIngest ingest, BrokerSession session, TimeProvider clock, ILog log)
    {
        RegistryFigures figures = RegistryFigures.Of(LedgerCabinets.Records(ingest.Book, clock.GetUtcNow()));
        log.Info(
            $"registry: {(session.IsConnected ? "connected" : "not connected")}, {figures.Cabinets} cabinets: {figures.Ready} ready, {figures.NotReady} not ready, {figures.Offline} offline; "
            + $"{figures.OpenEmergencies} open emergencies; {ingest.Queue.Count} messages wait for the disk");
    }

    private static WebApplication BuildWeb(int port, RegistryIngest ingest, BrokerSession session, string file, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoSignalLifetime>();
        ingest.Metrics.Registry.AddBeforeCollectCallback(() => Show(ingest, session, file, clock));
        WebApplication web = builder.Build();
        web.MapMetrics("/metrics", ingest.Metrics.Registry);
        return web;
    }

    private static void Show(RegistryIngest ingest, BrokerSession session, string file, TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan lag = ingest.Queue.OldestMs is { } oldest ? now - DateTimeOffset.FromUnixTimeMilliseconds(oldest) : TimeSpan.Zero;
        ingest.Metrics.ShowIntake(session.IsConnected, ingest.Queue.Count, lag < TimeSpan.Zero ? TimeSpan.Zero : lag);
        ingest.Metrics.ShowCabinets(LedgerCabinets.Records(ingest.Book, now));

        // A connection of its own: the writer's belongs to its thread.
        using LedgerDatabase database = LedgerDatabase.OpenForReading(file);
        ingest.Metrics.ShowGaps(Missing("NOT NULL"), Missing("NULL"));
        long Missing(string explained) => LedgerDatabase.Number(database.Connection, $"SELECT coalesce(sum(last - first + 1), 0) FROM gaps WHERE explained_by IS {explained}");
    }

    private static async Task StartWebAsync(WebApplication web, int port)
    {
        try
        {
            await web.StartAsync();
        }
        catch (IOException exception)
        {
            throw new SimulatorException(
                $"Port {port} on 127.0.0.1 can't be opened for the figures ({exception.InnerException?.Message ?? exception.Message}). Choose another with --http.",
                SimulatorException.Environment);
        }
    }

    private sealed class NoSignalLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
