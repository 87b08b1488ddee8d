using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Incidents;

/// <summary>
/// What is personal in an incident is kept no longer than set: its exact place, address and number, who handled it, who came and all free
/// words go. When it was and where roughly, what was done and how long it took stay for the figures.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="kept">So long after its opening it is kept.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Told how many went.</param>
public sealed class IncidentKeeping(LedgerStore store, TimeSpan kept, TimeProvider clock, ILogger<IncidentKeeping> log) : BackgroundService
{
    private const int Most = 500;
    private static readonly TimeSpan s_every = TimeSpan.FromHours(6);

    /// <summary>Takes away what has been kept long enough. One that nobody closed is closed then.</summary>
    /// <returns>Of how many incidents.</returns>
    /// <exception cref="StoreAwayException">The database takes nothing just now; what went stays gone.</exception>
    public int Forget()
    {
        DateTimeOffset now = clock.GetUtcNow();
        int all = 0;
        int some;
        do
        {
            some = StoreStep.Run(store, database =>
            {
                IReadOnlyList<Incident> old = IncidentLog.Read(database, "i.forgotten = 0 AND i.opened < $1 ORDER BY i.opened LIMIT $2",
                    (now - kept).ToUnixTimeMilliseconds(), Most);
                foreach (Incident incident in old)
                {
                    Forget(database, incident, now);
                }

                return old.Count;
            });
            all += some;
        }
        while (some == Most);

        return all;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_every, clock);
        do
        {
            try
            {
                int gone = await Task.Run(Forget, stoppingToken);
                if (gone > 0)
                {
                    log.Tell(LogLevel.Information, $"{gone}个急救任务超过保存期，其中的个人信息已删除",
                        $"{gone} incidents were kept long enough: what was personal in them is gone");
                }
            }
            catch (StoreAwayException exception)
            {
                log.Tell(LogLevel.Warning, $"数据库：{exception.Message}；继续重试", $"database: {exception.Message}; trying again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static void Forget(LedgerDatabase database, Incident incident, DateTimeOffset now)
    {
        IncidentEntry? named = IncidentLog.Entry(database, "n.incident = $1 AND n.kind = 'named'", incident.No);
        using (Statement entries = database.Prepare("UPDATE incident_entries SET who = '', responder = NULL, note = NULL, request_key = "
            + "NULL WHERE incident = $1", 1))
        {
            entries.Run(incident.No);
        }

        if (named is not null)
        {
            // How far which AEDs were would tell where it was.
            using Statement distances = database.Prepare("UPDATE incident_entries SET note = $2 WHERE no = $1", 2);
            distances.Run(named.No, string.Join(' ', NamedAed.Read(named.Note).Select(one => (one with { Cabinet = null }).ToString())));
        }

        using (Statement forget = database.Prepare("UPDATE incidents SET latitude = NULL, longitude = NULL, address = NULL, reference = "
            + "NULL, opened_by = '', request_key = NULL, request_digest = NULL, forgotten = 1 WHERE no = $1", 1))
        {
            forget.Run(incident.No);
        }

        IncidentNews.Close(database, incident.No, IncidentOutcomes.NeverClosed, now);
    }
}
