using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Care;

/// <summary>
/// Keeps what members of the public say is wrong: one piece of work for each cabinet until it is done, so that a hundred of them are no
/// more work than one. May be used by any thread and any number of processes.
/// </summary>
/// <param name="store">Where the database is.</param>
public sealed class PublicReportBook(LedgerStore store)
{
    private const int MostWords = 5;
    private const char Among = ',';
    private const string Prefix = "report:";

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name of the work.</summary>
    /// <param name="no">The report's number.</param>
    /// <returns>The name.</returns>
    public static string ItemOf(long no) => Prefix + no.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Takes one.</summary>
    /// <param name="cabinet">Where the cabinet speaks.</param>
    /// <param name="kind">What is wrong, one of <see cref="PublicReportKinds.All"/>.</param>
    /// <param name="words">What else was said; nobody's data is kept of it.</param>
    /// <param name="now">The time now.</param>
    /// <exception cref="StoreAwayException">The database is away: nothing was kept.</exception>
    public void Take(CabinetTopic cabinet, string kind, string? words, DateTimeOffset now) => StoreStep.Run(store, database =>
    {
        long nowMs = now.ToUnixTimeMilliseconds();
        using Statement put = database.Prepare(
            "INSERT INTO public_reports (cabinet, first, last, times, kinds, words) VALUES ((SELECT no FROM "
            + "cabinets WHERE id = $1), $2, $2, 1, '', '[]') ON CONFLICT (cabinet) WHERE closed IS NULL DO UPDATE SET times = "
            + "public_reports.times + 1, last = excluded.last RETURNING no", 2);
        long no = put.Number(cabinet.Cabinet, nowMs)!.Value;
        PublicReport report = Find(database, no);
        string said = PublicReportKinds.Clean(words);
        bool isNewKind = !report.Kinds.Contains(kind);
        bool isNewWord = said.Length > 0 && report.Words.Count < MostWords && !report.Words.Contains(said);
        if (isNewKind || isNewWord)
        {
            using Statement keep = database.Prepare("UPDATE public_reports SET kinds = $2, words = $3 WHERE no = $1", 3);
            keep.Run(no, string.Join(Among, isNewKind ? report.Kinds.Append(kind) : report.Kinds),
                JsonSerializer.Serialize(isNewWord ? report.Words.Append(said) : report.Words, s_plain));
        }

        if (report.Times == 1)
        {
            CentreEventLog.Append(database, new CentreEvent("care.reported", cabinet.Cabinet, cabinet.Prefecture, cabinet.Sector,
                Severity.Maintenance, false, now, JsonSerializer.Serialize(new { item = ItemOf(no), kind })));
        }

        return true;
    });

    /// <summary>What nobody has seen to yet, by cabinet.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The reports.</returns>
    internal static Dictionary<string, PublicReport> Open(LedgerDatabase database)
    {
        using Statement list = database.Prepare(
            "SELECT r.no, r.first, r.times, r.kinds, r.words, c.id FROM public_reports r JOIN cabinets c "
            + "ON c.no = r.cabinet WHERE r.closed IS NULL");
        using DbDataReader rows = list.Rows();
        Dictionary<string, PublicReport> open = [];
        while (rows.Read())
        {
            open[rows.GetString(5)] = Read(rows);
        }

        return open;
    }

    /// <summary>Notes that somebody has seen to one: a part of the step in which the work is recorded.</summary>
    /// <param name="database">The database.</param>
    /// <param name="item">The work's name.</param>
    /// <param name="now">The time now.</param>
    internal static void Close(LedgerDatabase database, string item, DateTimeOffset now)
    {
        if (item.StartsWith(Prefix, StringComparison.Ordinal) && long.TryParse(item.AsSpan(Prefix.Length), out long no))
        {
            using Statement close = database.Prepare(
                "UPDATE public_reports SET closed = $2, words = '[]' WHERE no = $1 AND closed IS NULL", 2);
            close.Run(no, now.ToUnixTimeMilliseconds());
        }
    }

    private static PublicReport Find(LedgerDatabase database, long no)
    {
        using Statement find = database.Prepare("SELECT no, first, times, kinds, words FROM public_reports WHERE no = $1", 1);
        using DbDataReader rows = find.Rows(no);
        rows.Read();
        return Read(rows);
    }

    private static PublicReport Read(DbDataReader row) => new(row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        row.GetInt64(2), row.GetString(3).Split(Among, StringSplitOptions.RemoveEmptyEntries),
        JsonSerializer.Deserialize<string[]>(row.GetString(4))!);
}
