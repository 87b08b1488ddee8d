using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>Keeps in the database what the centre did about emergencies, each step with its emergency.</summary>
internal sealed class LedgerEmergencyBook : IEmergencyBook, IDisposable
{
    private const string Steps =
        "SELECT c.id, e.event, s.step, s.who, s.at, s.reason, e.no, s.note FROM emergency_steps s JOIN emergencies e ON e.no = s.emergency "
            + "JOIN cabinets c ON c.no = e.cabinet WHERE ";

    private static readonly (EmergencyStage Stage, string Word)[] s_words =
    [
        (EmergencyStage.Seen, "seen"),
        (EmergencyStage.OnTheWay, "on-the-way"),
        (EmergencyStage.Closed, "closed"),
        (EmergencyStage.New, "taken-back"),
    ];

    private readonly Statement _isOpen;
    private readonly Statement _add;
    private readonly Statement _open;
    private readonly Statement _over;
    private readonly Statement _handled;
    private readonly Statement _alerts;
    private readonly Statement _alertsOf;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="LedgerEmergencyBook"/> class.</summary>
    /// <param name="database">The database; stays the caller's.</param>
    public LedgerEmergencyBook(LedgerDatabase database)
    {
        // The emergency is the one that is open now: it may have been corrected, never replaced, since the page was drawn.
        const string Open = "FROM emergencies e JOIN cabinets c ON c.no = e.cabinet WHERE c.id = $1 AND e.event = $2 AND e.closed IS NULL";
        _isOpen = database.Prepare("SELECT 1 " + Open, 2);

        // Of two that make the same step's place at the same moment the index lets one through.
        _add = database.Prepare("INSERT INTO emergency_steps (emergency, step, who, at, reason, note, place) "
            + "SELECT e.no, $3, $4, $5, $6, $7, $8 + 1 " + Open + " AND (SELECT count(*) FROM emergency_steps s WHERE s.emergency = e.no) "
            + "= $8 ON CONFLICT (emergency, place) DO NOTHING RETURNING no", 8);
        _open = database.Prepare(Steps + "e.closed IS NULL ORDER BY e.no, s.no", 0);
        _over = database.Prepare(
            Steps
                + "e.no IN (SELECT no FROM emergencies o WHERE closed IS NOT NULL AND EXISTS (SELECT 1 FROM emergency_steps WHERE "
                + "emergency = o.no) ORDER BY closed DESC LIMIT $1) ORDER BY e.closed DESC, e.no, s.no",
            1);
        _handled = database.Prepare(
            "SELECT c.id, e.event, s.step, s.who, s.at, s.reason, e.no, s.note, c.topic, e.since, e.closed FROM "
                + "emergencies e JOIN cabinets c ON c.no = e.cabinet LEFT JOIN emergency_steps s ON s.emergency = e.no WHERE e.closed IS "
                + "NOT NULL AND e.since >= $1 AND e.since < $2 ORDER BY e.since DESC, e.no DESC, s.no", 2);
        _alerts = database.Prepare($"SELECT c.id, e.event, {AlertRow.Columns} FROM alerts a JOIN emergencies e ON e.no = a.emergency JOIN "
            + "cabinets c ON c.no = e.cabinet WHERE e.closed IS NULL ORDER BY a.no");
        _alertsOf = database.Prepare($"SELECT {AlertRow.Columns} FROM alerts a WHERE a.emergency = $1 ORDER BY a.no", 1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<EmergencyCase> Open()
    {
        lock (_lock)
        {
            Dictionary<EmergencyKey, EmergencyCase> cases = Read(_open.Rows()).ToDictionary(item => item.Key);
            using DbDataReader rows = _alerts.Rows();
            while (rows.Read())
            {
                EmergencyCase item = cases.GetValueOrDefault(KeyOf(rows)) ?? new EmergencyCase(KeyOf(rows), []);
                cases[item.Key] = item with { Alerts = [.. item.Alerts, AlertRow.Read(rows, 2)] };
            }

            return [.. cases.Values];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<EmergencyCase> Over(int count)
    {
        lock (_lock)
        {
            return Read(_over.Rows(count));
        }
    }

    /// <inheritdoc/>
    public bool Add(EmergencyKey key, EmergencyStep step, int before)
    {
        try
        {
            lock (_lock)
            {
                return _add.Number(key.Cabinet, key.Event, WordOf(step.Stage), step.Who, step.At.ToUnixTimeMilliseconds(), step.Reason,
                    step.Note, before) is not null
                    || (_isOpen.Number(key.Cabinet, key.Event) is not null ? false
                        : throw new EmergencyNotKeptException($"{key.Event} of {key.Cabinet} is not open in the database."));
            }
        }
        catch (DbException exception)
        {
            throw new EmergencyNotKeptException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public HandledPage Handled(EmergencyFilter filter, int skip, int count)
    {
        List<(long No, HandledEmergency Item)> found = [];
        try
        {
            lock (_lock)
            {
                using (DbDataReader rows = _handled.Rows(filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue,
                    filter.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue))
                {
                    found.AddRange(All(rows).Where(item => filter.Wants(item.Item)).Skip(skip).Take(count + 1));
                }

                return new HandledPage([.. found.Take(count).Select(WithAlerts)], found.Count > count);
            }
        }
        catch (DbException exception)
        {
            throw new EmergencyNotReadException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOpen.Dispose();
        _add.Dispose();
        _open.Dispose();
        _over.Dispose();
        _handled.Dispose();
        _alerts.Dispose();
        _alertsOf.Dispose();
    }

    private HandledEmergency WithAlerts((long No, HandledEmergency Item) found)
    {
        List<AlertStep> alerts = [];
        using DbDataReader rows = _alertsOf.Rows(found.No);
        while (rows.Read())
        {
            alerts.Add(AlertRow.Read(rows, 0));
        }

        return found.Item with { Case = found.Item.Case with { Alerts = alerts } };
    }

    /// <summary>The stage of a step's word.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The stage; <c>null</c> for a step that a newer program knows.</returns>
    public static EmergencyStage? StageOf(string word) =>
        Array.FindIndex(s_words, known => known.Word == word) is int index and >= 0 ? s_words[index].Stage : null;

    private static string WordOf(EmergencyStage stage) => s_words.First(word => word.Stage == stage).Word;

    private static IReadOnlyList<EmergencyCase> Read(DbDataReader rows)
    {
        List<EmergencyCase> cases = [];
        long last = -1;
        using (rows)
        {
            while (rows.Read())
            {
                if (StepOf(rows) is { } step)
                {
                    if (rows.GetInt64(6) != last)
                    {
                        last = rows.GetInt64(6);
                        cases.Add(new EmergencyCase(KeyOf(rows), []));
                    }

                    cases[^1] = cases[^1] with { Steps = [.. cases[^1].Steps, step] };
                }
            }
        }

        return cases;
    }

    private static IEnumerable<(long No, HandledEmergency Item)> All(DbDataReader rows)
    {
        HandledEmergency? current = null;
        long last = -1;
        while (rows.Read())
        {
            if (!CabinetTopic.TryParse(rows.GetString(8) + "/state", out CabinetTopic? topic))
            {
                // Of a form that this program does not know.
                continue;
            }

            if (rows.GetInt64(6) != last)
            {
                if (current is not null)
                {
                    yield return (last, current);
                }

                last = rows.GetInt64(6);
                current = new HandledEmergency(topic!, DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(9)),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(10)), new EmergencyCase(KeyOf(rows), []));
            }

            if (StepOf(rows) is { } step)
            {
                current = current! with { Case = current.Case with { Steps = [.. current.Case.Steps, step] } };
            }
        }

        if (current is not null)
        {
            yield return (last, current);
        }
    }

    private static EmergencyKey KeyOf(DbDataReader row) => new(row.GetString(0), row.GetString(1));

    // A step that a newer program knows is not shown; the row stays.
    private static EmergencyStep? StepOf(DbDataReader row) =>
        !row.IsDBNull(2) && Array.FindIndex(s_words, word => word.Word == row.GetString(2)) is int index and >= 0
            ? new EmergencyStep(s_words[index].Stage, row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
                row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(7) ? null : row.GetString(7))
            : null;
}
