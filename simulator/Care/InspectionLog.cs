using System.Data.Common;
using System.Text.Json;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Care;

/// <summary>The inspections, a piece at a time.</summary>
public static class InspectionLog
{
    private const string Select = "SELECT i.no, i.id, c.topic, i.who, i.at, i.received, i.answers, i.note, i.photo_type, i.command "
        + "FROM inspections i JOIN cabinets c ON c.no = i.cabinet WHERE ";

    private static readonly JsonSerializerOptions s_anyCase = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The newest inspections before one, in the order in which they came.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cut">Whose.</param>
    /// <param name="cabinet">The one cabinet's id; <c>null</c> for all.</param>
    /// <param name="hasDefects">Whether those that found something wrong are wanted, or those that did not; <c>null</c> for both.</param>
    /// <param name="before">The number of the one; <c>null</c> for the newest there are.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The inspections, the newest first.</returns>
    public static IReadOnlyList<LoggedInspection> Newest(LedgerDatabase database, CabinetCut cut, string? cabinet, bool? hasDefects,
        long? before, int count)
    {
        List<object?> values = [];
        string one = cabinet is null ? "1 = 1" : $"c.id = {CabinetCut.Next(values, cabinet)}";
        string defects = hasDefects switch
        {
            null => "1 = 1",
            true => "i.defects > 0",
            false => "i.defects = 0",
        };
        return Read(
            database,
            $"{Select}i.no < {CabinetCut.Next(values, before ?? long.MaxValue)} AND {one} AND {defects} AND {cut.Condition(values)} "
                + $"ORDER BY i.no DESC LIMIT {CabinetCut.Next(values, count)}",
            values);
    }

    /// <summary>One inspection.</summary>
    /// <param name="database">The database.</param>
    /// <param name="id">Its id.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static LoggedInspection? Find(LedgerDatabase database, string id) => Read(database, Select + "i.id = $1", [id]).FirstOrDefault();

    /// <summary>The photograph of an inspection.</summary>
    /// <param name="database">The database.</param>
    /// <param name="id">The inspection's id.</param>
    /// <returns>The cabinet's id and the photograph; <c>null</c> when there is none.</returns>
    public static (string Cabinet, PhotoFile Photo)? Photo(LedgerDatabase database, string id)
    {
        using Statement find = database.Prepare("SELECT c.id, i.photo_type, i.photo FROM inspections i JOIN cabinets c ON c.no = i.cabinet "
            + "WHERE i.id = $1 AND i.photo IS NOT NULL", 1);
        using DbDataReader rows = find.Rows(id);
        return rows.Read() ? (rows.GetString(0), new PhotoFile(rows.GetString(1), rows.GetFieldValue<byte[]>(2))) : null;
    }

    private static List<LoggedInspection> Read(LedgerDatabase database, string sql, List<object?> values)
    {
        using Statement statement = database.Prepare(sql, values.Count);
        using DbDataReader rows = statement.Rows([.. values]);
        List<LoggedInspection> all = [];
        while (rows.Read())
        {
            if (CabinetTopic.TryParse(rows.GetString(2) + "/state", out CabinetTopic? topic))
            {
                Found found = JsonSerializer.Deserialize<Found>(rows.GetString(6), s_anyCase)!;
                all.Add(new LoggedInspection(rows.GetInt64(0), rows.GetString(1), topic!, rows.GetString(3), TimeOf(rows, 4),
                    TimeOf(rows, 5), found.Answers ?? [], found.Expiries ?? [], rows.GetString(7), !rows.IsDBNull(8),
                    rows.IsDBNull(9) ? null : rows.GetString(9)));
            }
        }

        return all;
    }

    private static DateTimeOffset TimeOf(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private sealed record Found(Dictionary<string, string>? Answers, Dictionary<string, string>? Expiries);
}
