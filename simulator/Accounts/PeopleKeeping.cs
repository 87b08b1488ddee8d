using System.Data.Common;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Accounts;

/// <summary>
/// Names of people are kept no longer than set (SPEC §18): from the audit log goes the name of one who has no account any more and did
/// nothing since, from emergencies who handled them. What was done stays.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="kept">So long are names kept.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Told how many went.</param>
public sealed class PeopleKeeping(LedgerStore store, TimeSpan kept, TimeProvider clock, ILogger<PeopleKeeping> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(6);

    /// <summary>Takes away what has been kept long enough.</summary>
    /// <returns>How many names went.</returns>
    /// <exception cref="DbException">The database refused.</exception>
    public long Forget()
    {
        long before = (clock.GetUtcNow() - kept).ToUnixTimeMilliseconds();
        using LedgerDatabase database = store.OpenForChange();
        return Count(database, "UPDATE audit_names SET name = NULL WHERE name IS NOT NULL AND used < $1 AND name NOT IN (SELECT name FROM "
            + "accounts) RETURNING 1", before)
            + Count(database, "UPDATE emergency_steps SET who = '' WHERE at < $1 AND who <> '' RETURNING 1", before);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_every, clock);
        do
        {
            try
            {
                long gone = await Task.Run(Forget, stoppingToken);
                if (gone > 0)
                {
                    log.Tell(LogLevel.Information, $"已删除{gone}处超过保存期的人名", $"{gone} names of people were kept long enough and are gone");
                }
            }
            catch (Exception exception) when (exception is UserErrorException || AccountServices.IsAway(exception))
            {
                log.Tell(LogLevel.Warning, $"数据库：{exception.Message}；继续重试", $"database: {exception.Message}; trying again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static long Count(LedgerDatabase database, string sql, long before)
    {
        using Statement statement = database.Prepare(sql, 1);
        using DbDataReader rows = statement.Rows(before);
        long count = 0;
        while (rows.Read())
        {
            count++;
        }

        return count;
    }
}
