using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Care;

/// <summary>Keeps in the database who is to do what, and what was done. Only ever added to. May be used by any thread.</summary>
/// <param name="store">Where the database is.</param>
public sealed class CareBook(LedgerStore store)
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>Gives work to somebody.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="item">The work's name.</param>
    /// <param name="plan">Whose it is, and by when.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was kept.</exception>
    public void Plan(string cabinet, string item, CarePlan plan) => StoreStep.Run(store, database =>
    {
        using Statement add = database.Prepare(
            "INSERT INTO care_plans (cabinet, item, responsible, day, who, at) VALUES ((SELECT no FROM cabinets WHERE id = $1), $2, "
                + "$3, $4, "
                + "$5, $6)", 6);
        add.Run(cabinet, item, plan.Responsible, plan.Day.ToString(DayForm, CultureInfo.InvariantCulture), plan.Who,
            plan.At.ToUnixTimeMilliseconds());
        return true;
    });

    /// <summary>Records that work was done.</summary>
    /// <param name="done">The record.</param>
    /// <exception cref="StoreAwayException">The database takes nothing just now: nothing was kept.</exception>
    public void Record(CareDone done) => StoreStep.Run(store, database =>
    {
        using Statement add = database.Prepare(
            "INSERT INTO care_done (cabinet, item, who, at, note) VALUES ((SELECT no FROM cabinets WHERE id = $1), $2, $3, $4, $5)", 5);
        add.Run(done.Cabinet, done.Item, done.Who, done.At.ToUnixTimeMilliseconds(), done.Note);
        PublicReportBook.Close(database, done.Item, done.At);
        (string prefecture, string department) = WhereIs(database, done.Cabinet);
        return CentreEventLog.Append(database, new CentreEvent("care.done", done.Cabinet, prefecture, department, Severity.Info, false,
            done.At, JsonSerializer.Serialize(new { item = done.Item })));
    });

    /// <summary>What was planned last, by cabinet and item.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The plans.</returns>
    internal static Dictionary<(string Cabinet, string Item), CarePlan> Plans(LedgerDatabase database)
    {
        using Statement statement = database.Prepare(
            "SELECT c.id, p.item, p.responsible, p.day, p.who, p.at FROM care_plans p JOIN cabinets c ON c.no = p.cabinet WHERE p.no = "
                + "(SELECT max(q.no) FROM care_plans q WHERE q.cabinet = p.cabinet AND q.item = p.item)");
        using DbDataReader rows = statement.Rows();
        Dictionary<(string, string), CarePlan> plans = [];
        while (rows.Read())
        {
            plans[(rows.GetString(0), rows.GetString(1))] = new CarePlan(rows.GetString(2),
                DateOnly.ParseExact(rows.GetString(3), DayForm, CultureInfo.InvariantCulture), rows.GetString(4),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(5)));
        }

        return plans;
    }

    /// <summary>What was done last, by cabinet and item.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The records.</returns>
    internal static Dictionary<(string Cabinet, string Item), CareDone> Done(LedgerDatabase database)
    {
        using Statement statement = database.Prepare(
            "SELECT c.id, d.item, d.who, d.at, d.note, NULL FROM care_done d JOIN cabinets c ON c.no = d.cabinet WHERE d.no = "
                + "(SELECT max(q.no) FROM care_done q WHERE q.cabinet = d.cabinet AND q.item = d.item)");
        return Read(statement).ToDictionary(done => (done.Cabinet, done.Item));
    }

    /// <summary>The latest records of done work, inspections among them.</summary>
    /// <param name="database">The database.</param>
    /// <param name="may">Whether a cabinet, by its id, is shown to who asks.</param>
    /// <returns>The records, the newest first.</returns>
    internal static IReadOnlyList<CareDone> Latest(LedgerDatabase database, Func<string, bool> may)
    {
        using Statement work = database.Prepare(
            "SELECT c.id, d.item, d.who, d.at, d.note, NULL FROM care_done d JOIN cabinets c ON c.no = d.cabinet ORDER BY d.no DESC "
                + "LIMIT $1", 1);
        List<CareDone> latest = Read(work, CareLimits.DoneLookedThrough);
        using Statement looks = database.Prepare(
            "SELECT c.id, CASE WHEN i.defects > 0 THEN 'defect' ELSE 'inspection' END, i.who, i.at, i.note, CASE WHEN i.photo IS NULL "
                + "THEN NULL "
                + "ELSE i.id END FROM inspections i JOIN cabinets c ON c.no = i.cabinet ORDER BY i.no DESC LIMIT $1", 1);
        latest.AddRange(Read(looks, CareLimits.DoneLookedThrough));
        return [.. latest.Where(done => may(done.Cabinet)).OrderByDescending(done => done.At).Take(CareLimits.DoneShown)];
    }

    private static (string Prefecture, string Department) WhereIs(LedgerDatabase database, string cabinet)
    {
        using Statement find = database.Prepare("SELECT prefecture, sector FROM cabinets WHERE id = $1", 1);
        using DbDataReader rows = find.Rows(cabinet);
        return rows.Read() ? (rows.GetString(0), rows.GetString(1)) : (string.Empty, string.Empty);
    }

    private static List<CareDone> Read(Statement statement, params ReadOnlySpan<object?> values)
    {
        using DbDataReader rows = statement.Rows(values);
        List<CareDone> all = [];
        while (rows.Read())
        {
            all.Add(new CareDone(rows.GetString(0), rows.GetString(1), rows.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(3)), rows.GetString(4),
                rows.IsDBNull(5) ? null : rows.GetString(5)));
        }

        return all;
    }
}
