using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>The emergencies, open and over, a piece at a time.</summary>
public static class CaseLog
{
    private const string Select =
        "SELECT e.no, c.topic, e.event, e.since, e.since_is_known, e.closed FROM emergencies e JOIN cabinets c ON c.no = e.cabinet WHERE ";

    /// <summary>The newest emergencies before one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cut">Whose.</param>
    /// <param name="isOver">Whether those that are over are wanted, or those that are not; <c>null</c> for both.</param>
    /// <param name="before">The number of the one; <c>null</c> for the newest there are.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The emergencies, the newest first.</returns>
    public static IReadOnlyList<LoggedCase> Newest(LedgerDatabase database, CabinetCut cut, bool? isOver, long? before, int count)
    {
        List<object?> values = [];
        string over = isOver switch
        {
            null => "1 = 1",
            true => "e.closed IS NOT NULL",
            false => "e.closed IS NULL",
        };
        return Read(
            database,
            $"{Select}e.no < {CabinetCut.Next(values, before ?? long.MaxValue)} AND {over} AND {cut.Condition(values)} ORDER BY e.no DESC "
                + $"LIMIT {CabinetCut.Next(values, count)}",
            values);
    }

    /// <summary>One emergency.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">Its number.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static LoggedCase? Find(LedgerDatabase database, long no) => Read(database, Select + "e.no = $1", [no]).FirstOrDefault();

    private static List<LoggedCase> Read(LedgerDatabase database, string sql, List<object?> values)
    {
        List<LoggedCase> cases = [];
        using (Statement statement = database.Prepare(sql, values.Count))
        using (DbDataReader rows = statement.Rows([.. values]))
        {
            while (rows.Read())
            {
                if (CabinetTopic.TryParse(rows.GetString(1) + "/event", out CabinetTopic? topic))
                {
                    cases.Add(new LoggedCase(rows.GetInt64(0), topic!, rows.GetString(2), TimeOf(rows, 3), rows.GetInt64(4) != 0,
                        rows.IsDBNull(5) ? null : TimeOf(rows, 5), []));
                }
            }
        }

        ILookup<long, EmergencyStep> steps = Steps(database, [.. cases.Select(one => one.No)]);
        return [.. cases.Select(one => one with { Steps = [.. steps[one.No]] })];
    }

    private static ILookup<long, EmergencyStep> Steps(LedgerDatabase database, IReadOnlyList<long> cases)
    {
        List<(long Case, EmergencyStep Step)> steps = [];
        if (cases.Count > 0)
        {
            List<object?> values = [];
            string wanted = string.Join(", ", cases.Select(no => CabinetCut.Next(values, no)));
            using Statement statement = database.Prepare(
                $"SELECT emergency, step, who, at, reason, note FROM emergency_steps WHERE emergency IN ({wanted}) ORDER BY no",
                values.Count);
            using DbDataReader rows = statement.Rows([.. values]);
            while (rows.Read())
            {
                if (LedgerEmergencyBook.StageOf(rows.GetString(1)) is { } stage)
                {
                    steps.Add((rows.GetInt64(0), new EmergencyStep(stage, rows.GetString(2), TimeOf(rows, 3),
                        rows.IsDBNull(4) ? null : rows.GetString(4), rows.IsDBNull(5) ? null : rows.GetString(5))));
                }
            }
        }

        return steps.ToLookup(one => one.Case, one => one.Step);
    }

    private static DateTimeOffset TimeOf(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
