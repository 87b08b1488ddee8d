using System.Data.Common;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>Keeps in the database what the centre did about emergencies, each step with its emergency.</summary>
internal sealed class LedgerEmergencyBook : IEmergencyBook, IDisposable
{
    private const string Steps =
        "SELECT c.id, e.event, s.step, s.who, s.at, s.reason, e.no FROM emergency_steps s JOIN emergencies e ON e.no = s.emergency JOIN "
            + "cabinets c ON c.no = e.cabinet WHERE ";

    private static readonly (EmergencyStage Stage, string Word)[] s_words =
    [
        (EmergencyStage.Seen, "seen"),
        (EmergencyStage.OnTheWay, "on-the-way"),
        (EmergencyStage.Closed, "closed"),
        (EmergencyStage.New, "taken-back"),
    ];

    private readonly Statement _add;
    private readonly Statement _open;
    private readonly Statement _over;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="LedgerEmergencyBook"/> class.</summary>
    /// <param name="database">The database; stays the caller's.</param>
    public LedgerEmergencyBook(LedgerDatabase database)
    {
        // The emergency is the one that is open now: it may have been corrected, never replaced, since the page was drawn.
        _add = database.Prepare("INSERT INTO emergency_steps (emergency, step, who, at, reason) "
            + "SELECT e.no, $3, $4, $5, $6 FROM emergencies e JOIN cabinets c ON c.no = e.cabinet WHERE c.id = $1 AND e.event = $2 AND "
            + "e.closed IS NULL RETURNING no",
            6);
        _open = database.Prepare(Steps + "e.closed IS NULL ORDER BY e.no, s.no", 0);
        _over = database.Prepare(
            Steps
                + "e.no IN (SELECT no FROM emergencies o WHERE closed IS NOT NULL AND EXISTS (SELECT 1 FROM emergency_steps WHERE "
                + "emergency = o.no) ORDER BY closed DESC LIMIT $1) ORDER BY e.closed DESC, e.no, s.no",
            1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<EmergencyCase> Open()
    {
        lock (_lock)
        {
            return Read(_open.Rows());
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
    public void Add(EmergencyKey key, EmergencyStep step)
    {
        try
        {
            lock (_lock)
            {
                if (_add.Number(key.Cabinet, key.Event, WordOf(step.Stage), step.Who, step.At.ToUnixTimeMilliseconds(),
                    step.Reason) is null)
                {
                    throw new EmergencyNotKeptException($"{key.Event} of {key.Cabinet} is not open in the database.");
                }
            }
        }
        catch (DbException exception)
        {
            throw new EmergencyNotKeptException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _add.Dispose();
        _open.Dispose();
        _over.Dispose();
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
                // A step that a newer program knows is not shown; the row stays.
                if (Array.FindIndex(s_words, word => word.Word == rows.GetString(2)) is int index and >= 0)
                {
                    EmergencyStep step = new(s_words[index].Stage, rows.GetString(3),
                        DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4)), rows.IsDBNull(5) ? null : rows.GetString(5));
                    if (rows.GetInt64(6) != last)
                    {
                        last = rows.GetInt64(6);
                        cases.Add(new EmergencyCase(new EmergencyKey(rows.GetString(0), rows.GetString(1)), []));
                    }

                    cases[^1] = cases[^1] with { Steps = [.. cases[^1].Steps, step] };
                }
            }
        }

        return cases;
    }
}
