using System.Data.Common;
using System.Globalization;
using AedCabinet.Contract;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// Proves from the database and its high-water mark that no event is missing or doubled, lists what is, or says what can't be proven.
/// Trusts nothing that was worked out when the events came, and takes nothing the database says amiss: each of its errors is a finding.
/// </summary>
public sealed class LedgerCheck
{
    private const string LossAdvice =
        "The cabinets are asked for them again when they are next heard of. Restore a backup if there is one; \"registry verify "
            + "--accept-losses\" closes the matter.";

    private readonly LedgerDatabase _database;
    private readonly List<LedgerFinding> _findings = [];
    private readonly List<LedgerFinding> _unproven = [];

    private LedgerCheck(LedgerDatabase database) => _database = database;

    /// <summary>Looks through a database without asking for its mark.</summary>
    /// <param name="database">The database.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>What was found.</returns>
    public static LedgerReport Run(LedgerDatabase database, long nowMs) => new LedgerCheck(database).Run(nowMs, null, null);

    /// <summary>Looks through a database.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="UserErrorException">There is no such database, or it is of another program or version.</exception>
    public static LedgerReport Run(LedgerStore store, long nowMs)
    {
        // The mark first: a registry that goes on writing puts it up only after the events are there.
        long? mark = store.ReadMark();
        LedgerDatabase database;
        try
        {
            database = store.OpenForReading();
        }
        catch (UserErrorException exception) when (exception.ExitCode == UserErrorException.Environment || (mark > 0 && store.IsThere()))
        {
            return LedgerReport.Unreadable(new LedgerFinding(
                mark > 0 ? string.Create(CultureInfo.InvariantCulture,
                    $"{mark} events had been confirmed to the broker, and none can be read.") : "Nothing can be read.",
                exception.Message));
        }

        using (database)
        {
            return new LedgerCheck(database).Run(nowMs, store.File, mark);
        }
    }

    private LedgerReport Run(long nowMs, string? file, long? mark)
    {
        // One picture of everything, while a registry may go on writing.
        bool isBegun = Ask("begin", _database.BeginReading);
        IReadOnlyList<string> integrity = Ask("the integrity check", _database.CheckIntegrity, ["not done"]);
        long events = Ask("the events", () => _database.NumberByRows(table => $"SELECT count(*) FROM {table}"), 0);
        long highest = Ask("the events' numbers of arrival", () => _database.CountKept(), 0);
        Dictionary<long, string> ids = Ask("the cabinets", () => MissingEvents.Ids(_database), []);
        Dictionary<long, List<MissingNumbers>> gaps = Ask("the numbers of the events", () => MissingEvents.ProvenGaps(_database), []);
        LedgerReport report = new()
        {
            Integrity = integrity,
            Cabinets = ids.Count,
            Boots = Ask("the boots", () => Number("SELECT count(*) FROM (SELECT DISTINCT cabinet, boot FROM events) AS boots"), 0),
            Events = events,
            Confirmed = mark,

            // Not by the index that keeps doubles out: were it broken, it would say that there are none.
            StoredTwice = Ask("the events' keys",
                () =>
                    _database.NumberByRows(
                        table =>
                            $"SELECT count(*) FROM (SELECT 1 FROM {table} GROUP BY cabinet, boot, seq, twin HAVING count(*) > 1) AS "
                                + $"doubles"), 0),
            SharedNumbers = Ask("the events' keys",
                () => Number("SELECT count(*) FROM (SELECT DISTINCT cabinet, boot, seq FROM events WHERE twin > 0) AS twins"), 0),
            DoublesRemoved = ReadCounter(LedgerCounters.Doubles),
            SetAside = ReadCounter(LedgerCounters.SetAside),
            InPart = ReadCounter(LedgerCounters.InPart),
            Conflicts = ReadCounter(LedgerCounters.Conflicts),
            OpenEmergencies = Ask("the emergencies", () => Number("SELECT count(*) FROM emergencies WHERE closed IS NULL"), 0),
            TwoBoards = Ask("the signs of two boards", () => ReadConflicts(ids), []),
            Missing = Ask("what is missing", () => MissingEvents.List(_database, gaps, nowMs), []),
            WrongGapLists = Ask("the list of gaps", () => FindWrongLists(ids, gaps), []),
            Findings = _findings,
            Unproven = _unproven,
        };
        if (_findings.Count > 0)
        {
            _unproven.Add(new LedgerFinding("Not everything could be read: that no event is missing can't be proven.",
                "See the findings."));
        }

        FindLostRows(events, highest);
        FindLostEnd(highest, file, mark);
        Ask("the settings", () => _unproven.AddRange(_database.Doubts()));
        Ask("the boots that were skipped", () => FindSkippedBoots(ids));
        Ask("the losses", FindTakenLosses);
        if (isBegun)
        {
            Ask("the end", _database.RollBack);
        }

        return report;
    }

    private void FindLostRows(long events, long highest)
    {
        if (events < highest)
        {
            _findings.Add(new LedgerFinding(
                string.Create(CultureInfo.InvariantCulture,
                    $"{highest} events have been in the table, and {events} are: {highest - events} have been taken out or can't be read."),
                "A registry takes none out: restore the newest backup, or find out who did."));
        }
    }

    private void FindLostEnd(long highest, string? file, long? mark)
    {
        if (file is null)
        {
            return;
        }

        if (mark is null)
        {
            _unproven.Add(new LedgerFinding(
                $"{HighWaterMark.FileOf(file)} is not there or can't be read: that the database has all that was confirmed to the broker "
                    + $"can't be proven.",
                $"Start a registry on this database once (registry --broker HOST:PORT --database {file}): it makes the mark, and verify "
                    + $"proves what comes from then on. A backup or a database of an earlier version has none and is proven as far as "
                    + $"it goes."));
        }
        else if (mark > highest)
        {
            _findings.Add(new LedgerFinding(
                string.Create(CultureInfo.InvariantCulture,
                    $"{mark} events had been confirmed to the broker, and the database ends at {highest}: {mark - highest} are lost."),
                $"Keep {file}-wal: something may be rescued from it. {LossAdvice}"));
        }
    }

    // A boot of which nothing came may have died before it could write anything, or all it wrote was lost.
    private void FindSkippedBoots(Dictionary<long, string> ids)
    {
        foreach ((long cabinet, MissingNumbers boots) in MissingEvents.SkippedBoots(_database))
        {
            _unproven.Add(new LedgerFinding(
                string.Create(CultureInfo.InvariantCulture,
                    $"Nothing came of {(boots.First == boots.Last ? $"boot {boots.First}" : $"boots {boots.First} to {boots.Last}")} of "
                        + $"{MissingEvents.NameOf(ids, cabinet)}, between boots that did: whether there were events can't be proven."),
                "A board that lost its power at once has none. Ask it: registry command CABINET resend {\"boot\":B,\"from\":1,\"to\":50} "
                    + "--database FILE …; what it still has comes. \"registry verify --accept-losses\" closes the matter."));
        }
    }

    private void FindTakenLosses()
    {
        using Statement statement = _database.Prepare("SELECT found, confirmed, kept FROM losses WHERE accepted IS NULL ORDER BY no", 0);
        using DbDataReader rows = statement.Rows();
        while (rows.Read())
        {
            _unproven.Add(new LedgerFinding(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"On {ContractForms.TimeText(rows.GetInt64(0))} the database had lost {rows.GetInt64(1) - rows.GetInt64(2)} events of "
                        + $"{rows.GetInt64(1)}: of boots of which nothing is left can't be proven what they had."),
                LossAdvice));
        }
    }

    private List<BoardProblem> ReadConflicts(Dictionary<long, string> ids) =>
    [
        .. BoardConflictLedger.Unsettled(_database)
            .Select(
                item => new BoardProblem(MissingEvents.NameOf(ids, item.Key), item.Value.Since, item.Value.Last, item.Value.Sign,
                    item.Value.Signs))
            .OrderBy(item => item.Cabinet, StringComparer.Ordinal),
    ];

    private List<string> FindWrongLists(Dictionary<long, string> ids, Dictionary<long, List<MissingNumbers>> gaps)
    {
        Dictionary<long, List<MissingNumbers>> kept = MissingEvents.KeptGaps(_database);
        return
        [
            .. gaps.Keys.Union(kept.Keys)
                .Where(cabinet => !Joined(gaps.GetValueOrDefault(cabinet)).SequenceEqual(Joined(kept.GetValueOrDefault(cabinet))))
                .Select(cabinet => MissingEvents.NameOf(ids, cabinet))
                .Order(StringComparer.Ordinal),
        ];

        static IReadOnlyList<MissingNumbers> Joined(List<MissingNumbers>? missing) => GapExplanation.Assign(missing ?? [], []);
    }

    private bool Ask(string what, Action work) => Ask(
        what,
        () =>
        {
            work();
            return true;
        },
        false);

    // What is broken may show in any way that a row can be read: as an error of the database, or as a value of another kind than the
    // table can hold.
    private T Ask<T>(string what, Func<T> read, T otherwise)
    {
        try
        {
            return _database.Attempt(read);
        }
        catch (Exception exception) when (exception
            is DbException or InvalidCastException or InvalidOperationException or FormatException or OverflowException
                or ArgumentException)
        {
            _findings.Add(new LedgerFinding($"{char.ToUpperInvariant(what[0])}{what[1..]}: {exception.Message}",
                _database.AdviceOn(exception)));
            return otherwise;
        }
    }

    private long Number(string sql) => _database.Number(sql);

    private long ReadCounter(string name) => Ask(
        "the counters",
        () =>
        {
            using LedgerCounters counters = new(_database);
            return counters.Get(name);
        },
        0);
}
