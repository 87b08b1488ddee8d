using System.Data.Common;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>Reads the cabinets back from the database: what they said last is taken again as if it came now.</summary>
internal static class CabinetLoader
{
    /// <summary>Fills a book with the cabinets of the database's prefecture, or with all.</summary>
    /// <param name="database">The database.</param>
    /// <param name="book">The book, which is emptied first.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    public static void Load(LedgerDatabase database, CabinetBook book, int wakeHours) =>
        Load(database, book, wakeHours, Scope.Of(database.Prefecture));

    /// <summary>Fills a book with the cabinets of PostgreSQL that have changed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="book">The book, which is emptied first.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    /// <param name="since">Since which transaction.</param>
    public static void LoadChanged(LedgerDatabase database, CabinetBook book, int wakeHours, string since) =>
        Load(database, book, wakeHours, Scope.Changed(since));

    /// <summary>Reads one cabinet.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">The cabinet's number in the database.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    /// <returns>It; <c>null</c> when its row is of a form that this program does not know.</returns>
    public static CabinetFile? LoadOne(LedgerDatabase database, long no, int wakeHours) =>
        Read(database, wakeHours, Scope.Of(no)).SingleOrDefault();

    private static void Load(LedgerDatabase database, CabinetBook book, int wakeHours, Scope scope)
    {
        lock (book.Gate)
        {
            book.Clear();
            foreach (CabinetFile known in Read(database, wakeHours, scope))
            {
                book.Add(known);
            }
        }
    }

    private static IReadOnlyCollection<CabinetFile> Read(LedgerDatabase database, int wakeHours, Scope scope)
    {
        Dictionary<long, CabinetFile> byNumber = [];
        LoadCabinets(database, wakeHours, scope, byNumber);
        LoadEmergencies(database, scope, byNumber);
        LoadConflicts(database, byNumber);
        LoadReadiness(database, scope, byNumber);
        foreach (long no in Numbers(database, "SELECT DISTINCT cabinet FROM events WHERE event = 'outbox.overflowed'" + scope.AndRelated,
            scope))
        {
            if (byNumber.TryGetValue(no, out CabinetFile? file))
            {
                file.HasLosses = true;
            }
        }

        return byNumber.Values;
    }

    private static void LoadCabinets(LedgerDatabase database, int wakeHours, Scope scope, Dictionary<long, CabinetFile> byNumber)
    {
        using Statement statement = database.Prepare(
            "SELECT no, topic, about, state, state_received, online, telemetry, telemetry_received, last_seen, withdrawn, sleeps, "
                + "offline_since, state_fault, state_fault_received, about_sequence, state_sequence, online_sequence FROM cabinets"
            + scope.Only, scope.Values.Length);
        using DbDataReader rows = statement.Rows(scope.Values);
        while (rows.Read())
        {
            if (!CabinetTopic.TryParse(rows.GetString(1) + "/state", out CabinetTopic? topic))
            {
                // Of a form that this program does not know: its rows stay, and wait for the program that does.
                continue;
            }

            CabinetEntry entry = new(topic!, wakeHours) { Sleeps = rows.GetInt64(10) != 0 };
            long stateReceived = rows.IsDBNull(4) ? 0 : rows.GetInt64(4);
            Take(rows, 2, payload => entry.Take(MessageReader.About(payload, topic!.Cabinet, out _), topic));
            Take(rows, 3,
                payload =>
                    entry.Take(MessageReader.State(payload, topic!.Cabinet, DateTimeOffset.FromUnixTimeMilliseconds(stateReceived), out _),
                        topic));
            Take(rows, 5, payload => entry.Take(MessageReader.Online(payload, out _), topic!));
            Take(rows, 6,
                payload =>
                    entry.Take(MessageReader.Telemetry(payload, topic!.Cabinet,
                        DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(7)), out _)));
            long? offlineSince = rows.IsDBNull(11) ? null : rows.GetInt64(11);
            if (offlineSince is null)
            {
                // A state came after the goodbye that is kept.
                entry.ComeBack();
            }

            string? stateFault = rows.IsDBNull(12) ? null : rows.GetString(12);
            if (stateFault is not null)
            {
                entry.TakeUnreadable(stateFault, DateTimeOffset.FromUnixTimeMilliseconds(rows.IsDBNull(13) ? 0 : rows.GetInt64(13)));
            }

            long lastSeen = rows.IsDBNull(8) ? 0 : rows.GetInt64(8);
            if (lastSeen > 0)
            {
                entry.See(DateTimeOffset.FromUnixTimeMilliseconds(lastSeen));
            }

            CabinetFile file = new(rows.GetInt64(0), entry)
            {
                Stored = new StoredCabinet(topic!.Base, rows.GetInt64(9) != 0, rows.GetInt64(10) != 0, offlineSince, stateFault),
                StateReceivedMs = stateReceived,
                StoredLastSeenMs = lastSeen,
                IsWithdrawn = rows.GetInt64(9) != 0,
                OfflineSinceMs = offlineSince,
            };
            TakeSequence(rows, 14, file, MessageKind.About);
            TakeSequence(rows, 15, file, MessageKind.State);
            TakeSequence(rows, 16, file, MessageKind.Online);
            byNumber[file.No] = file;
        }
    }

    private static void LoadEmergencies(LedgerDatabase database, Scope scope, Dictionary<long, CabinetFile> byNumber)
    {
        using Statement statement = database.Prepare(
            "SELECT cabinet, event, since, since_is_known, boot, seq FROM emergencies WHERE closed IS NULL"
                + scope.AndRelated, scope.Values.Length);
        using DbDataReader rows = statement.Rows(scope.Values);
        while (rows.Read())
        {
            if (byNumber.TryGetValue(rows.GetInt64(0), out CabinetFile? file))
            {
                (string name, long since, bool isKnown) = (rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3) != 0);
                file.Entry.Reopen(name, DateTimeOffset.FromUnixTimeMilliseconds(since), isKnown, rows.GetInt32(4), rows.GetInt32(5));
                file.StoredOpen[name] = (since, isKnown);
            }
        }
    }

    private static void LoadConflicts(LedgerDatabase database, Dictionary<long, CabinetFile> byNumber)
    {
        foreach ((long no, BoardConflict conflict) in BoardConflictLedger.Unsettled(database))
        {
            if (byNumber.TryGetValue(no, out CabinetFile? file))
            {
                file.Entry.Restore(conflict);
                file.StoredConflict = conflict;
            }
        }
    }

    private static void LoadReadiness(LedgerDatabase database, Scope scope, Dictionary<long, CabinetFile> byNumber)
    {
        using Statement statement = database.Prepare(
            "SELECT cabinet, since, ready, reasons FROM readiness WHERE until IS NULL" + scope.AndRelated, scope.Values.Length);
        using DbDataReader rows = statement.Rows(scope.Values);
        while (rows.Read())
        {
            if (byNumber.TryGetValue(rows.GetInt64(0), out CabinetFile? file))
            {
                file.Readiness = new ReadinessSpan(rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetInt64(2) != 0, rows.GetString(3));
            }
        }
    }

    private static void TakeSequence(DbDataReader rows, int column, CabinetFile file, MessageKind kind)
    {
        if (!rows.IsDBNull(column))
        {
            file.Sequences[kind] = rows.GetInt64(column);
        }
    }

    private static void Take(DbDataReader rows, int column, Action<ReadOnlyMemory<byte>> take)
    {
        if (rows.IsDBNull(column))
        {
            return;
        }

        try
        {
            take(Encoding.UTF8.GetBytes(rows.GetString(column)));
        }
        catch (FormatException)
        {
            // Kept by a program that took what this one refuses: it waits for the next.
        }
    }

    private static List<long> Numbers(LedgerDatabase database, string sql, Scope scope)
    {
        using Statement statement = database.Prepare(sql, scope.Values.Length);
        using DbDataReader rows = statement.Rows(scope.Values);
        List<long> numbers = [];
        while (rows.Read())
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    }

    // Which cabinets: all, those of a prefecture, those that have changed, or one.
    private sealed record Scope(string Only, string AndRelated, object?[] Values)
    {
        public static Scope Of(string? prefecture) => prefecture is null ? new Scope(string.Empty, string.Empty, [])
            : Where("prefecture = $1", prefecture);

        public static Scope Changed(string since) =>
            Where("no IN (SELECT cabinet FROM cabinet_changes WHERE changed >= $1::text::xid8)", since);

        public static Scope Of(long no) => new(" WHERE no = $1", " AND cabinet = $1", [no]);

        private static Scope Where(string condition, string value) =>
            new(" WHERE " + condition, $" AND cabinet IN (SELECT no FROM cabinets WHERE {condition})", [value]);
    }
}
