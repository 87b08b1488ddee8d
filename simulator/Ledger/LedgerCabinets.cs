using System.Buffers;
using System.Data.Common;
using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>The cabinets as a database has them, for whoever only reads it.</summary>
public static class LedgerCabinets
{
    /// <summary>Reads the cabinets.</summary>
    /// <param name="database">The database.</param>
    /// <param name="now">The time now.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    /// <returns>What is known of each, by id; those whose retained messages were all cleared are left out.</returns>
    public static IReadOnlyList<CabinetRecord> Read(LedgerDatabase database, DateTimeOffset now, int wakeHours)
    {
        CabinetBook book = new();
        CabinetLoader.Load(database, book, wakeHours);
        return Records(book, now);
    }

    /// <summary>The cabinets of a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of each, by id.</returns>
    public static IReadOnlyList<CabinetRecord> Records(CabinetBook book, DateTimeOffset now)
    {
        lock (book.Gate)
        {
            return [.. book.Files.Where(file => !file.IsWithdrawn).Select(file => file.Entry.ToRecord(now))
                .OrderBy(cabinet => cabinet.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Where a cabinet speaks.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinet">Its id.</param>
    /// <returns>The base of its topics; <c>null</c> when it never did, or was withdrawn.</returns>
    public static string? TopicOf(LedgerDatabase database, string cabinet)
    {
        using Statement statement = database.Prepare("SELECT topic FROM cabinets WHERE id = $1 AND withdrawn = 0", 1);
        using DbDataReader rows = statement.Rows(cabinet);
        return rows.Read() ? rows.GetString(0) : null;
    }

    /// <summary>One cabinet of a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of it, or <c>null</c>.</returns>
    public static CabinetRecord? Find(CabinetBook book, string id, DateTimeOffset now)
    {
        lock (book.Gate)
        {
            return book.Find(id) is { IsWithdrawn: false } file ? file.Entry.ToRecord(now) : null;
        }
    }

    /// <summary>What the cabinets of a book say of who and where they are; those that have not said so are left out.</summary>
    /// <param name="book">The book.</param>
    /// <returns>It, by id, in no order.</returns>
    public static IEnumerable<(string Id, ReportedAbout About)> Abouts(CabinetBook book)
    {
        CabinetFile[] files;
        int count;
        lock (book.Gate)
        {
            // A centre of a country looks every 2 s: a list of its own each time would be megabytes for the garbage collector.
            count = book.Files.Count;
            files = ArrayPool<CabinetFile>.Shared.Rent(count);
            book.CopyTo(files);
        }

        try
        {
            // What is said once is never changed, so that nobody has to wait while all is looked through.
            for (int i = 0; i < count; i++)
            {
                if (!files[i].IsWithdrawn && files[i].Entry.About is { } about)
                {
                    yield return (files[i].Entry.Topic.Cabinet, about);
                }
            }
        }
        finally
        {
            ArrayPool<CabinetFile>.Shared.Return(files, clearArray: true);
        }
    }

    /// <summary>When each cabinet was last inspected.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The day, <c>yyyy-MM-dd</c> in UTC, by cabinet.</returns>
    public static IReadOnlyDictionary<string, string> Inspections(LedgerDatabase database)
    {
        using Statement statement = database.Prepare(
            "SELECT c.id, max(e.at) FROM events e JOIN cabinets c ON c.no = e.cabinet WHERE e.event = 'inspection.done' GROUP BY c.no", 0);
        using DbDataReader rows = statement.Rows();
        Dictionary<string, string> days = [];
        while (rows.Read())
        {
            days.Add(rows.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1))
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return days;
    }
}
