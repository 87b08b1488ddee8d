using AedCabinet.Access;
using AedCabinet.Ledger;

namespace AedCabinet.Reports;

/// <summary>Makes reports for a page: each from a connection of its own, so that none holds up what comes in.</summary>
/// <param name="store">Where the database is.</param>
/// <param name="clock">The time.</param>
/// <param name="wakeHours">Every how many hours a battery kit reports.</param>
public sealed class ReportDesk(LedgerStore store, TimeProvider clock, int wakeHours) : IDisposable
{
    private readonly SemaphoreSlim _places = new(ReportLimits.AtOnce);

    /// <summary>Gets the month that is.</summary>
    public ReportMonth Now => ReportMonth.Of(clock.GetUtcNow());

    /// <summary>Makes a report of what somebody may have reported.</summary>
    /// <param name="question">What is asked for.</param>
    /// <param name="scope">Who asks.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>The report.</returns>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    /// <exception cref="System.Data.Common.DbException">It can't be read.</exception>
    public async Task<MonthReport> MakeAsync(ReportQuestion question, AccessScope scope, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
        {
            return await Task.Run(
                () =>
                {
                    using LedgerDatabase database = store.OpenForReading();
                    return MonthReporter.Make(database, question, clock.GetUtcNow(), wakeHours,
                        topic => scope.May(Permission.Report, topic));
                },
                stop);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
