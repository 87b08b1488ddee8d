using System.Data.Common;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Keeps in the database who was told of what, and gives out what somebody may have to be told of. What is to be sent is claimed first:
/// of several processes one gets it. May be used by any thread.
/// </summary>
public sealed class AlertBook : IDisposable
{
    private const string Case = "c.topic, c.about, e.event, ";

    private readonly LedgerDatabase _database;
    private readonly LedgerEmergencyBook _steps;
    private readonly Statement _open;
    private readonly Statement _taken;
    private readonly Statement _events;
    private readonly Statement _claim;
    private readonly Statement _retake;
    private readonly Statement _end;
    private readonly Statement _abandoned;
    private readonly Statement _giveUp;
    private readonly Statement _lastDigest;
    private readonly Statement _forget;
    private readonly LedgerCounters _counters;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="AlertBook"/> class.</summary>
    /// <param name="store">Where the database is.</param>
    /// <exception cref="Terminal.UserErrorException">It can't be opened.</exception>
    public AlertBook(LedgerStore store)
    {
        _database = store.OpenForChange();
        _steps = new LedgerEmergencyBook(_database);
        _counters = new LedgerCounters(_database);
        _open = _database.Prepare(
            $"SELECT e.no, {Case}e.since FROM emergencies e JOIN cabinets c ON c.no = e.cabinet WHERE e.closed IS NULL "
            + "ORDER BY e.since, e.no");
        _taken = _database.Prepare($"SELECT a.emergency, a.round, a.place, a.entry, {AlertRow.Columns} FROM alerts a JOIN "
            + "emergencies e ON e.no = a.emergency WHERE e.closed IS NULL ORDER BY a.emergency, a.round");
        _events = _database.Prepare($"SELECT e.arrival, {Case}e.at FROM events e JOIN cabinets c ON c.no = e.cabinet WHERE e.severity IN "
            + "(1, 2) AND e.severity = $1 AND e.received >= $2 AND e.received < $3 ORDER BY e.received, e.arrival", 3);
        _claim = _database.Prepare("INSERT INTO alerts (cause, round, emergency, entry, place, person, channel, taken, attempt) VALUES "
            + "($1, $2, $3, $4, $5, $6, $7, $8, 1) ON CONFLICT (cause, round) DO NOTHING RETURNING no", 8);
        _retake = _database.Prepare("UPDATE alerts SET attempt = 2, taken = $3 WHERE no = $1 AND taken = $2 AND ended IS NULL AND attempt "
            + "= 1 RETURNING no", 3);
        _end = _database.Prepare("UPDATE alerts SET ended = $2, outcome = $3, detail = $4 WHERE no = $1 AND ended IS NULL", 4);
        _abandoned = _database.Prepare(
            "SELECT no, cause, entry, taken FROM alerts WHERE ended IS NULL AND attempt = 1 AND taken < $1 ORDER BY no", 1);
        _giveUp = _database.Prepare(
            "UPDATE alerts SET ended = $2, outcome = 'unknown' WHERE ended IS NULL AND attempt > 1 AND taken < $1", 2);
        _lastDigest = _database.Prepare("SELECT max(ended) FROM alerts WHERE cause LIKE $1 AND outcome = 'sent'", 1);
        _forget = _database.Prepare("DELETE FROM alerts WHERE emergency IS NULL AND taken < $1", 1);
    }

    /// <summary>The emergencies that cabinets report, with what was done and who was told.</summary>
    /// <returns>The emergencies, the oldest first.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public IReadOnlyList<AlertCase> Open()
    {
        lock (_lock)
        {
            Dictionary<EmergencyKey, EmergencyStage> stages = _steps.Open().ToDictionary(item => item.Key, item => item.Stage);
            ILookup<long, AlertTaken> taken = ReadTaken();
            return
            [
                .. ReadCases(_open.Rows()).Select(item => item with
                {
                    Stage = stages.GetValueOrDefault(new EmergencyKey(item.Topic.Cabinet, item.Event)),
                    Taken = [.. taken[item.No]],
                }),
            ];
        }
    }

    /// <summary>Events of one severity by when they came.</summary>
    /// <param name="severity">Urgent or maintenance.</param>
    /// <param name="from">From when on.</param>
    /// <param name="before">Before when.</param>
    /// <returns>The events, in the order in which they came.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public IReadOnlyList<AlertCase> Events(Severity severity, DateTimeOffset from, DateTimeOffset before)
    {
        lock (_lock)
        {
            return ReadCases(_events.Rows((int)severity, from.ToUnixTimeMilliseconds(), before.ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>What was sent about causes that begin alike, by cause: the latest round of each.</summary>
    /// <param name="prefix">How the causes begin.</param>
    /// <param name="since">Since when it was taken.</param>
    /// <returns>The latest round of each cause.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public IReadOnlyDictionary<string, AlertTaken> Latest(string prefix, DateTimeOffset since)
    {
        Dictionary<string, AlertTaken> latest = [];
        lock (_lock)
        {
            using Statement statement = _database.Prepare($"SELECT a.cause, a.round, a.place, a.entry, {AlertRow.Columns} FROM "
                + "alerts a WHERE a.emergency IS NULL AND a.taken >= $1 AND a.cause LIKE $2 ORDER BY a.cause, a.round", 2);
            using DbDataReader row = statement.Rows(since.ToUnixTimeMilliseconds(), prefix + "%");
            while (row.Read())
            {
                latest[row.GetString(0)] = TakenOf(row);
            }
        }

        return latest;
    }

    /// <summary>Claims a message, so that nobody else sends it.</summary>
    /// <param name="cause">What it is about.</param>
    /// <param name="round">The how-maniest message about it.</param>
    /// <param name="emergency">The emergency's number, or <c>null</c>.</param>
    /// <param name="to">To whom; <c>null</c> when nobody is on call.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The claim; <c>null</c> when somebody else has it.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public AlertClaim? Claim(string cause, int round, long? emergency, OnCallEntry? to, DateTimeOffset now)
    {
        long nowMs = now.ToUnixTimeMilliseconds();
        lock (_lock)
        {
            return _claim.Number(cause, round, emergency, to?.No ?? 0, to?.Place ?? 0, to?.Name ?? string.Empty,
                to?.Channel ?? string.Empty, nowMs) is { } no ? new AlertClaim(no, cause, to?.No ?? 0, nowMs, 1) : null;
        }
    }

    /// <summary>Writes down what became of a message.</summary>
    /// <param name="no">Its number.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="detail">Why it failed, or <c>null</c>.</param>
    /// <param name="now">The time now.</param>
    /// <exception cref="DbException">The database is away.</exception>
    public void End(long no, AlertOutcome outcome, string? detail, DateTimeOffset now)
    {
        lock (_lock)
        {
            _end.Run(no, now.ToUnixTimeMilliseconds(), AlertRow.WordOf(outcome), detail);
        }
    }

    /// <summary>What was claimed so long ago that whoever did it has ended in the middle; claimed by this process now.</summary>
    /// <param name="before">Claimed before this.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What this process is to send again.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public IReadOnlyList<AlertClaim> TakeAbandoned(DateTimeOffset before, DateTimeOffset now)
    {
        List<AlertClaim> found = [];
        long nowMs = now.ToUnixTimeMilliseconds();
        lock (_lock)
        {
            using (DbDataReader row = _abandoned.Rows(before.ToUnixTimeMilliseconds()))
            {
                while (row.Read())
                {
                    found.Add(new AlertClaim(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), 1));
                }
            }

            found = [.. found.Where(claim => _retake.Number(claim.No, claim.TakenMs, nowMs) is not null)
                .Select(claim => claim with { TakenMs = nowMs, Attempt = 2 })];
            _giveUp.Run(before.ToUnixTimeMilliseconds(), nowMs);
        }

        return found;
    }

    /// <summary>When the latest of some messages was sent.</summary>
    /// <param name="pattern">Their causes, as <c>LIKE</c> has it.</param>
    /// <returns>The moment; <c>null</c> when there is none.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public DateTimeOffset? LastSent(string pattern)
    {
        lock (_lock)
        {
            return _lastDigest.Number(pattern) is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        }
    }

    /// <summary>When alerting was begun with this database: what came before, nobody is told of.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>The moment.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public DateTimeOffset BegunAt(DateTimeOffset now)
    {
        const string Name = "alerting";
        lock (_lock)
        {
            if (_counters.Get(Name) == 0)
            {
                _counters.Put(Name, now.ToUnixTimeMilliseconds());
            }

            return DateTimeOffset.FromUnixTimeMilliseconds(_counters.Get(Name));
        }
    }

    /// <summary>Forgets who was told of what is no emergency.</summary>
    /// <param name="before">What was sent before this.</param>
    /// <exception cref="DbException">The database is away.</exception>
    public void Forget(DateTimeOffset before)
    {
        lock (_lock)
        {
            _forget.Run(before.ToUnixTimeMilliseconds());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Statement statement in new[] { _open, _taken, _events, _claim, _retake, _end, _abandoned, _giveUp, _lastDigest,
            _forget })
        {
            statement.Dispose();
        }

        _counters.Dispose();
        _steps.Dispose();
        _database.Dispose();
    }

    private static List<AlertCase> ReadCases(DbDataReader row)
    {
        List<AlertCase> cases = [];
        using (row)
        {
            while (row.Read())
            {
                // Of a form that this program does not know: it waits for the program that does.
                if (CabinetTopic.TryParse(row.GetString(1) + "/state", out CabinetTopic? topic))
                {
                    cases.Add(new AlertCase(row.GetInt64(0), topic!, row.IsDBNull(2) ? null : AboutOf(row.GetString(2), topic!.Cabinet),
                        row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))));
                }
            }
        }

        return cases;
    }

    private static ReportedAbout? AboutOf(string text, string cabinet)
    {
        try
        {
            return MessageReader.About(Encoding.UTF8.GetBytes(text), cabinet, out _);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static AlertTaken TakenOf(DbDataReader row) => new((int)row.GetInt64(1), (int)row.GetInt64(2), row.GetInt64(3),
        AlertRow.Read(row, 4));

    private ILookup<long, AlertTaken> ReadTaken()
    {
        List<(long Emergency, AlertTaken Taken)> all = [];
        using DbDataReader row = _taken.Rows();
        while (row.Read())
        {
            all.Add((row.GetInt64(0), TakenOf(row)));
        }

        return all.ToLookup(item => item.Emergency, item => item.Taken);
    }
}
