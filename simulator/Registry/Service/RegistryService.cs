using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Page;
using AedCabinet.Terminal;
using Prometheus;

namespace AedCabinet.Registry.Service;

/// <summary>The registry from start to Ctrl-C: database, writer, page, broker; stopped in the order in which nothing is lost.</summary>
internal static class RegistryService
{
    private static readonly TimeSpan s_tellEvery = TimeSpan.FromMinutes(1);

    /// <summary>Runs until asked to stop.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="clock">The time.</param>
    /// <param name="stop">Cancelled by Ctrl-C or SIGTERM.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RegistryServiceOptions options, IProgramLog log, TimeProvider clock, CancellationToken stop)
    {
        using LedgerDatabase database = LedgerDatabase.OpenForIngest(options.Database);
        using RegistryIngest ingest = new(database, clock, log, options.WakeHours);
        await using BrokerSession session = new(options.Access, options.ClientId, ingest.Take, () => ingest.Book.Files.Count == 0, clock, log);
        await using CommandPublisher publisher = new(options.Access);
        await using LedgerOffice? office = options.HttpPort is null ? null : new LedgerOffice(ingest, () => session.IsConnected, options.Database, options.PageKeys, publisher, clock, log);
        await using ResendDesk? resends = options.ResendKeys is null
            ? null
            : new ResendDesk(options.Database, options.ResendKeys, publisher, ingest.IsConnected, ingest.Metrics, clock, log);
        await using WebApplication? web = office is null ? null : BuildWeb(options, office, ingest, session, clock);
        if (web is not null)
        {
            await PageServer.StartAsync(web, options.HttpPort!.Value, "the page and the figures", "--http");
            log.Info($"page     {web.Urls.First()}/registry{(office!.SendsCommands ? " (may command: whoever reaches this port)" : string.Empty)}");
            log.Info($"figures  {web.Urls.First()}/metrics");
        }

        log.Info($"database {options.Database}: {ingest.Book.Files.Count} cabinets");
        TellLoss(database, log);
        log.Info($"broker   {options.Access}");
        AccountReach reach = new(options.Access, log);
        reach.TellWhatIsKnown();
        ingest.Start();
        session.Start();
        if (resends is not null)
        {
            ingest.Answered += resends.Take;
            resends.Start();
            log.Info("resend   missing events are asked for again");
        }

        log.Info("Ctrl-C stops.");
        while (!stop.IsCancellationRequested && !session.Yielded.IsCompleted)
        {
            await Task.WhenAny(Task.Delay(s_tellEvery, clock, stop), session.Yielded);
            if (!stop.IsCancellationRequested && !session.Yielded.IsCompleted)
            {
                Tell(ingest, session, clock, log);
                reach.Look(LedgerCabinets.Records(ingest.Book, clock.GetUtcNow()));
            }
        }

        if (session.Yielded.IsCompleted)
        {
            log.Error("broker: " + await session.Yielded);
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

        return session.Yielded.IsCompleted ? UserErrorException.Environment : 0;
    }

    private static void TellLoss(LedgerDatabase database, IProgramLog log)
    {
        if (database.Loss is { } loss)
        {
            log.Error(
                $"database: {loss.Confirmed} events had been confirmed to the broker, and the database holds {loss.Kept}: {loss.Confirmed - loss.Kept} are lost. What was left of its log is kept beside it (-wal.lost-…). "
                + "The cabinets are asked for what is missing as they are heard of; restore a backup if there is one. \"registry verify\" says more.");
        }
    }

    private static void Tell(RegistryIngest ingest, BrokerSession session, TimeProvider clock, IProgramLog log)
    {
        RegistryFigures figures = RegistryFigures.Of(LedgerCabinets.Records(ingest.Book, clock.GetUtcNow()));
        log.Info(
            $"registry: {(session.IsConnected ? "connected" : "not connected")}, {figures.Cabinets} cabinets: {figures.Ready} ready, {figures.NotReady} not ready, {figures.Offline} offline; "
            + $"{figures.OpenEmergencies} open emergencies; {ingest.Queue.Count} messages wait for the disk");
    }

    private static WebApplication BuildWeb(RegistryServiceOptions options, LedgerOffice office, RegistryIngest ingest, BrokerSession session, TimeProvider clock)
    {
        WebApplicationBuilder builder = PageServer.CreateBuilder(options.HttpPort!.Value, typeof(RegistryService).Assembly.GetName().Name!);
        builder.Services.AddSingleton(new PageOrigins(options.PageOrigins));
        PageServer.AddPage(builder.Services, RegistrySite.Site, office);
        ingest.Metrics.Registry.AddBeforeCollectCallback(() => Show(ingest, session, options.Database, clock));
        WebApplication web = builder.Build();
        web.MapMetrics("/metrics", ingest.Metrics.Registry);
        PageServer.MapPage(web);
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
        ingest.Metrics.ShowMissing(MissingEvents.List(database.Connection, now.ToUnixTimeMilliseconds()));
    }
}
