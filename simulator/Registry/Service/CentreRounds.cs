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
    private const string Database = "database";

    private readonly Troubles _troubles = new(log, "定时事务", "what is due at the centre");

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
            await DoAsync("commands", commands.LookAsync);
            await DoEveryAsync(DrillsEvery, "drills", () => drills.Look(office.Now));
            await DoEveryAsync(MonthsEvery, "months", () => months.Look(office.Now));
            await DoEveryAsync(ForgetEvery, "certificates", () => certificates.Forget(office.Now));

            Task DoEveryAsync(int every, string what, Action work) =>
                round % every == 0 ? DoAsync(what, () => Task.Run(work, CancellationToken.None)) : Task.CompletedTask;
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

    // What is wrong with one kind of work neither ends the registry nor keeps the others waiting.
    private async Task DoAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
            _troubles.Mended(what);
            _troubles.Mended(Database);
        }
        catch (Exception exception) when (Troubles.IsOfOneThing(exception))
        {
            _troubles.Tell(what, exception);
        }
        catch (StoreAwayException exception)
        {
            _troubles.Tell(Database, exception, LogLevel.Warning);
        }
    }
}
