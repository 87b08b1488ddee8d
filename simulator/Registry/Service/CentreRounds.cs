using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Reports;
using AedCabinet.Training;

namespace AedCabinet.Registry.Service;

/// <summary>
/// What the centre does by itself when its time has come: planned drills begin, corrections go to cabinets, drills that are over and
/// months' reports are told of. Each process of a registry goes these rounds; what one does is claimed or written in the database first, so
/// that it is done once.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="pool">Reads it.</param>
/// <param name="office">Has the cabinets and sends commands.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Told while the database is away.</param>
internal sealed class CentreRounds(LedgerStore store, ReadingPool pool, IRegistryOffice office, TimeProvider clock,
    ILogger<CentreRounds> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private const int DrillsEvery = 10;
    private const int MonthsEvery = 60;
    private const int ForgetEvery = 86_400;

    // Told anew when so much else was told since.
    private const int MostTold = 64;

    private readonly HashSet<string> _told = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimedCommandDesk commands = new(store, pool, office, new Dictionary<string, Action<LedgerDatabase, TimedCommand, DateTimeOffset>>
        {
            [DrillBook.Command] = DrillBook.End,
            [CorrectionBook.Command] = CorrectionBook.End,
        }, log);
        DrillBook drills = new(store, pool);
        MonthEnd months = new(store, pool);
        CertificateBook certificates = new(store);
        using PeriodicTimer timer = new(s_every, clock);
        for (long round = 0; await WaitAsync(timer, stoppingToken); round++)
        {
            await DoAsync(commands.LookAsync);
            await DoAsync(() => Task.Run(() => Do(round, DrillsEvery, () => drills.Look(office.Now)), CancellationToken.None));
            await DoAsync(() => Task.Run(() => Do(round, MonthsEvery, () => months.Look(office.Now)), CancellationToken.None));
            await DoAsync(() => Task.Run(() => Do(round, ForgetEvery, () => certificates.Forget(office.Now)), CancellationToken.None));
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Do(long round, int every, Action work)
    {
        if (round % every == 0)
        {
            work();
        }
    }

    // What is wrong with one kind of work neither ends the registry nor keeps the others waiting.
    private async Task DoAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreAwayException exception)
        {
            TellOnce(LogLevel.Warning, exception.Message);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            TellOnce(LogLevel.Error, exception.ToString());
        }
    }

    private void TellOnce(LogLevel level, string message)
    {
        if (_told.Add(message))
        {
            log.Tell(level, $"定时事务：{message}；继续重试", $"what is due at the centre: {message}; trying again");
        }

        if (_told.Count > MostTold)
        {
            _told.Clear();
        }
    }
}
