using System.Data.Common;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>Keeps in the database what was asked for again and what came of it.</summary>
internal sealed class ResendLedger : IDisposable
{
    private readonly Statement _put;
    private readonly Statement _end;
    private readonly Statement _latest;

    /// <summary>Initializes a new instance of the <see cref="ResendLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    public ResendLedger(LedgerDatabase database)
    {
        _put = database.Prepare(
            $"INSERT INTO resends (counter, cabinet, boot, first, last, asked, outcome) SELECT $1, no, $3, $4, $5, $6, "
                + $"'{ResendOutcome.UnderWay}' FROM cabinets WHERE id = $2",
            6);
        _end = database.Prepare(
            "UPDATE resends SET outcome = $2, outcome_at = $3, code = $4, reason = $5, given = $6, came = $7 WHERE counter = $1", 7);
        _latest = database.Prepare(
            "SELECT c.id, r.boot, r.first, r.last, r.asked, r.counter, r.outcome, r.code, r.reason, r.came FROM resends r JOIN cabinets c "
                + "ON c.no = r.cabinet WHERE r.asked >= $1 ORDER BY r.counter DESC LIMIT $2",
            2);
    }

    /// <summary>What became of asking last, by what was asked for.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The outcomes, by the cabinet's number in the database, boot and first number.</returns>
    public static Dictionary<(long Cabinet, int Boot, int First), string> Outcomes(LedgerDatabase database)
    {
        using Statement statement = database.Prepare("SELECT cabinet, boot, first, outcome, code FROM resends ORDER BY counter", 0);
        using DbDataReader rows = statement.Rows();
        Dictionary<(long, int, int), string> outcomes = [];
        while (rows.Read())
        {
            string outcome = rows.GetString(3);
            outcomes[(rows.GetInt64(0), rows.GetInt32(1), rows.GetInt32(2))] = rows.IsDBNull(4) || outcome != ResendOutcome.Refused
                ? outcome : $"{outcome}: {rows.GetString(4)}";
        }

        return outcomes;
    }

    /// <summary>Forgets what was asked for long ago.</summary>
    /// <param name="database">The database.</param>
    /// <param name="before">Before when.</param>
    public static void Prune(LedgerDatabase database, DateTimeOffset before)
    {
        using Statement statement = database.Prepare("DELETE FROM resends WHERE asked < $1", 1);
        statement.Run(before.ToUnixTimeMilliseconds());
    }

    /// <summary>Writes down what is asked for.</summary>
    /// <param name="ask">What.</param>
    public void Put(ResendAsk ask) => _put.Run(ask.Counter, ask.Cabinet, ask.Boot, ask.First, ask.Last, ask.Asked.ToUnixTimeMilliseconds());

    /// <summary>Writes down what came of it.</summary>
    /// <param name="ask">What was asked for.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="came">How many events came.</param>
    /// <param name="now">The time now.</param>
    public void End(ResendAsk ask, string outcome, int came, DateTimeOffset now) =>
        _end.Run(ask.Counter, outcome, now.ToUnixTimeMilliseconds(), ask.Code, ask.Reason, ask.Given, came);

    /// <summary>What was asked for last.</summary>
    /// <param name="since">Not longer ago than this.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>It, the newest first.</returns>
    public IReadOnlyList<ResendRecord> Latest(DateTimeOffset since, int count)
    {
        using DbDataReader rows = _latest.Rows(since.ToUnixTimeMilliseconds(), count);
        List<ResendRecord> records = [];
        while (rows.Read())
        {
            records.Add(new ResendRecord(
                rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4)), rows.GetInt64(5), rows.GetString(6), rows.IsDBNull(7) ? null
                    : rows.GetString(7), rows.IsDBNull(8) ? null : rows.GetString(8), rows.GetInt32(9)));
        }

        return records;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _put.Dispose();
        _end.Dispose();
        _latest.Dispose();
    }
}
