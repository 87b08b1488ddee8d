using System.Data.Common;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// What several writers to one PostgreSQL database, each of a prefecture of its own, tell each other: how many events each has put in, and
/// which cabinets one has taken over from another. A writer's row is locked while it is in a step.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="writer">The prefecture, four digits; empty for the one writer of all.</param>
internal sealed class PostgresWriters(PostgresDatabase database, string writer)
{
    private const string LockSql = "SELECT events FROM written WHERE writer = $1 FOR UPDATE";

    /// <summary>How many events this writer has put in.</summary>
    /// <returns>The number.</returns>
    public long CountWritten()
    {
        using Statement statement = database.Prepare("SELECT events FROM written WHERE writer = $1", 1);
        return statement.Number(writer) ?? 0;
    }

    /// <summary>Notes within a step how many events are new in it.</summary>
    /// <param name="events">How many.</param>
    public void NoteWritten(int events)
    {
        if (events > 0)
        {
            Add(writer, events);
        }
    }

    /// <summary>Waits, within a step, until another writer has none under way, and has it read a cabinet again before its next.</summary>
    /// <param name="cabinet">The cabinet's number in the database.</param>
    /// <param name="from">The other writer.</param>
    public void TakeOver(long cabinet, string from)
    {
        if (from != writer)
        {
            Add(from, 0);
            using Statement hold = database.Prepare(LockSql, 1);
            hold.Number(from);
            using Statement hand = database.Prepare(
                "INSERT INTO handovers (writer, cabinet) VALUES ($1, $2) ON CONFLICT (writer, cabinet) DO NOTHING", 2);
            hand.Run(from, cabinet);
        }
    }

    /// <summary>Begins a step of one of several writers: from now on nobody takes a cabinet over from it.</summary>
    /// <returns>The cabinets that others have written to since its last.</returns>
    public IReadOnlyList<long> Handed()
    {
        // One way over the network for both; the second sees what was done until the first had its lock.
        using NpgsqlBatch batch = new(database.Ready());
        foreach (string sql in new[] { LockSql, "DELETE FROM handovers WHERE writer = $1 RETURNING cabinet" })
        {
            NpgsqlBatchCommand command = new(sql);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = writer });
            batch.BatchCommands.Add(command);
        }

        using DbDataReader rows = batch.ExecuteReader();
        bool isThere = rows.Read();
        rows.NextResult();
        List<long> cabinets = [];
        while (rows.Read())
        {
            cabinets.Add(rows.GetInt64(0));
        }

        if (!isThere)
        {
            // The first step of all: until its row is there, nobody could have waited for it.
            rows.Close();
            Add(writer, 0);
            return [.. cabinets, .. Handed()];
        }

        return cabinets;
    }

    private void Add(string to, int events)
    {
        using Statement statement = database.Prepare(
            "INSERT INTO written (writer, events) VALUES ($1, $2) ON CONFLICT (writer) DO UPDATE SET events = written.events + "
                + "excluded.events", 2);
        statement.Run(to, events);
    }
}
