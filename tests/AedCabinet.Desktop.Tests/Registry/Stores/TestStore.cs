using System.Data.Common;
using System.Globalization;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>A store for one test, gone afterwards.</summary>
internal abstract class TestStore : IDisposable
{
    public abstract LedgerStore Store { get; }

    public long Number(string sql)
    {
        using LedgerDatabase reader = Store.OpenForReading();
        return reader.Number(sql);
    }

    public string[] Rows(string sql)
    {
        using LedgerDatabase reader = Store.OpenForReading();
        return Rows(reader, sql);
    }

    /// <summary>The options of a command line that name it.</summary>
    public abstract string[] Options { get; }

    /// <summary>Tells it of events that a test has put into the table by hand.</summary>
    public virtual void NoteEvents(int events)
    {
    }

    /// <summary>How the database goes about a question about the serious events: the index that it reads and nothing else.</summary>
    public abstract string PlanOf(string condition);

    public virtual void Change(string sql)
    {
        using LedgerDatabase database = Store.OpenForChange();
        database.Execute(sql);
    }

    /// <summary>Rows of a question, their cells with blanks between them.</summary>
    public static string[] Rows(LedgerDatabase database, string sql)
    {
        using Statement statement = database.Prepare(sql);
        using DbDataReader rows = statement.Rows();
        List<string> lines = [];
        while (rows.Read())
        {
            lines.Add(
                string.Join(' ', Enumerable.Range(0, rows.FieldCount)
                    .Select(i => rows.IsDBNull(i) ? "-" : Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return [.. lines];
    }

    /// <summary>Has the database refuse one event, as a mistake in its tables would.</summary>
    public void RefuseEvent(int seq, string why) => Refuse("events", $"new.seq = {seq.ToString(CultureInfo.InvariantCulture)}", why);

    /// <summary>Has the database refuse new rows of a table, until <see cref="Allow"/>. One table at a time.</summary>
    public abstract void Refuse(string table, string condition, string why);

    public abstract void Allow(string table);

    /// <summary>Measures the way in against the bare inserts, in a database of its own that is gone afterwards.</summary>
    public abstract IngestFigures Measure(int events, int rounds);

    public abstract void Dispose();
}
