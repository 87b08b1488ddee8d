using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>
/// The commands that are to go out within a time. A process claims one before it sends it, so that of several one does. Everything here is
/// a part of a caller's step.
/// </summary>
internal static class TimedCommandBook
{
    /// <summary>The columns that <see cref="Read"/> reads, of timed commands <c>t</c> and their cabinets <c>c</c>.</summary>
    public const string Columns =
        "t.no, c.id, t.name, t.args, t.start, t.until, t.stage, t.tried, t.tries, t.command, t.why";

    private const string Open = "('waiting', 'sending', 'sent', 'accepted')";
    private const int MostAtOnce = 500;

    /// <summary>Adds one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinet">The cabinet's id; it must be known.</param>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="from">Not before this.</param>
    /// <param name="until">Not from this on.</param>
    /// <param name="now">The time now.</param>
    /// <returns>Its number.</returns>
    public static long Add(LedgerDatabase database, string cabinet, string name, string args, DateTimeOffset from, DateTimeOffset until,
        DateTimeOffset now)
    {
        using Statement add = database.Prepare("INSERT INTO timed_commands (cabinet, name, args, start, until, stage, changed, tries) "
            + "VALUES ((SELECT no FROM cabinets WHERE id = $1), $2, $3, $4, $5, 'waiting', $6, 0) RETURNING no", 6);
        return add.Number(cabinet, name, args, from.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds(),
            now.ToUnixTimeMilliseconds())!.Value;
    }

    /// <summary>
    /// Those whose time has come and of which something may still become: what was begun is followed though the clock was set back since.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="now">The time now.</param>
    /// <returns>They, the earliest first.</returns>
    public static IReadOnlyList<TimedCommand> Due(LedgerDatabase database, DateTimeOffset now)
    {
        using Statement due = database.Prepare($"SELECT {Columns} FROM timed_commands t JOIN cabinets c ON c.no = t.cabinet WHERE "
            + $"t.stage IN {Open} AND (t.start <= $1 OR t.stage <> 'waiting') ORDER BY t.start, t.no LIMIT $2", 2);
        using DbDataReader rows = due.Rows(now.ToUnixTimeMilliseconds(), MostAtOnce);
        List<TimedCommand> all = [];
        while (rows.Read())
        {
            all.Add(Read(rows, 0));
        }

        return all;
    }

    /// <summary>One by its number.</summary>
    /// <param name="database">The database.</param>
    /// <param name="no">The number.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static TimedCommand? Find(LedgerDatabase database, long no)
    {
        using Statement find = database.Prepare(
            $"SELECT {Columns} FROM timed_commands t JOIN cabinets c ON c.no = t.cabinet WHERE t.no = $1",
            1);
        using DbDataReader rows = find.Rows(no);
        return rows.Read() ? Read(rows, 0) : null;
    }

    /// <summary>Takes one upon this process to send.</summary>
    /// <param name="database">The database.</param>
    /// <param name="command">It, as it was read.</param>
    /// <param name="now">The time now.</param>
    /// <returns><c>false</c> when another process has it.</returns>
    public static bool Claim(LedgerDatabase database, TimedCommand command, DateTimeOffset now)
    {
        using Statement claim = database.Prepare("UPDATE timed_commands SET stage = 'sending', tried = $2, tries = tries + 1, changed = $2 "
            + "WHERE no = $1 AND stage = 'waiting' AND tries = $3 RETURNING no", 3);
        return claim.Number(command.No, now.ToUnixTimeMilliseconds(), command.Tries) is not null;
    }

    /// <summary>Brings one to another stage, unless somebody else has meanwhile.</summary>
    /// <param name="database">The database.</param>
    /// <param name="command">It, as it was read or claimed.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="sent">The id of the command that was sent; <c>null</c> where that does not change.</param>
    /// <param name="why">Why it came no further.</param>
    /// <param name="now">The time now.</param>
    /// <returns><c>false</c> when it was at another stage.</returns>
    public static bool Move(LedgerDatabase database, TimedCommand command, TimedStage stage, string? sent, string? why, DateTimeOffset now)
    {
        using Statement move = database.Prepare("UPDATE timed_commands SET stage = $4, command = coalesce($5, command), why = $6, "
            + "changed = $7 WHERE no = $1 AND stage = $2 AND tries = $3 RETURNING no", 7);
        return move.Number(command.No, WordOf(command.Stage), command.Tries, WordOf(stage), sent, why, now.ToUnixTimeMilliseconds())
            is not null;
    }

    /// <summary>The command that was sent for one whose sender has ended in the middle.</summary>
    /// <param name="database">The database.</param>
    /// <param name="command">It.</param>
    /// <returns>The id; <c>null</c> when none was sent.</returns>
    public static string? FindSent(LedgerDatabase database, TimedCommand command)
    {
        using Statement find = database.Prepare("SELECT id FROM commands WHERE cabinet = $1 AND name = $2 AND sent >= $3 AND outcome <> "
            + "'notsent' ORDER BY counter DESC LIMIT 1", 3);
        using DbDataReader rows = find.Rows(command.Cabinet, command.Name, command.Tried!.Value.ToUnixTimeMilliseconds());
        return rows.Read() ? rows.GetString(0) : null;
    }

    /// <summary>Reads one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">Where <see cref="Columns"/> begin in it.</param>
    /// <returns>It.</returns>
    public static TimedCommand Read(DbDataReader row, int at) => new(row.GetInt64(at), row.GetString(at + 1), row.GetString(at + 2),
        row.GetString(at + 3), TimeOf(row.GetInt64(at + 4)), TimeOf(row.GetInt64(at + 5)),
        Enum.Parse<TimedStage>(row.GetString(at + 6), ignoreCase: true), row.IsDBNull(at + 7) ? null : TimeOf(row.GetInt64(at + 7)),
        (int)row.GetInt64(at + 8), row.IsDBNull(at + 9) ? null : row.GetString(at + 9), row.IsDBNull(at + 10) ? null
            : row.GetString(at + 10));

    private static string WordOf(TimedStage stage) => stage.ToString().ToLowerInvariant();

    private static DateTimeOffset TimeOf(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
