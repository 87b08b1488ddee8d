using System.Security.Cryptography;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// By what a file and the database into which it is being moved belong together: a number in both, so that two files can't be mixed into
/// one database, and in the database when nothing was left to copy.
/// </summary>
public static class MovePairing
{
    /// <summary>What of the counters is the move's own and is not copied.</summary>
    internal const string NotItsOwn = $"name NOT IN ('{NumberName}', '{DoneName}')";

    private const string NumberName = "move";
    private const string DoneName = "move.done";

    /// <summary>Gets what <c>verify</c> says of a database into which a move is under way.</summary>
    public static LedgerFinding Unfinished { get; } = new(
        "A move into this database is not finished: what came since the last round is not in it.",
        "Run \"registry move\" again, which goes on where it ended.");

    /// <summary>Sees to it that no move into a database is under way.</summary>
    /// <param name="database">The database.</param>
    /// <exception cref="UserErrorException">One is.</exception>
    internal static void RequireDone(LedgerDatabase database)
    {
        if (IsUnderWay(database))
        {
            throw new UserErrorException($"{database.Name}: a move into it is not finished. Run \"registry move\" again, which goes on "
                + $"where it ended; nothing was changed.", UserErrorException.Environment);
        }
    }

    /// <summary>Whether a move into a database is under way.</summary>
    /// <param name="database">The database.</param>
    /// <returns><c>true</c> when one is.</returns>
    internal static bool IsUnderWay(LedgerDatabase database) => Has(database, NumberName) && !IsDone(database);

    /// <summary>Whether everything was moved into a database.</summary>
    /// <param name="database">The database.</param>
    /// <returns><c>true</c> when it was.</returns>
    internal static bool IsDone(LedgerDatabase database) => Has(database, DoneName);

    /// <summary>Notes that everything was moved into a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    internal static void PutDone(LedgerDatabase database, long nowMs)
    {
        using LedgerCounters counters = new(database);
        counters.Put(DoneName, nowMs);
    }

    /// <summary>Sees to it that a file was not closed for its move to another store.</summary>
    /// <param name="file">The file.</param>
    /// <param name="to">The store.</param>
    /// <exception cref="UserErrorException">It was.</exception>
    internal static void RequireSame(LedgerDatabase file, LedgerStore to)
    {
        if (MovedFile.TargetOf(file) is { } closedFor && closedFor != to.Name)
        {
            throw new UserErrorException($"{file.Name} was closed for its move to {closedFor}. Name that one with --to.",
                UserErrorException.WrongInput);
        }
    }

    /// <summary>Pairs a file and a database, unless they are.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The database: empty, or paired with this file.</param>
    /// <exception cref="UserErrorException">It is neither; nothing was changed.</exception>
    internal static void Join(LedgerDatabase file, LedgerDatabase target)
    {
        using LedgerCounters known = new(file);
        using LedgerCounters there = new(target);
        long number = known.Get(NumberName);
        long begun = there.Get(NumberName);
        if (begun != 0 && begun != number)
        {
            throw new UserErrorException(
                $"{target.Name} holds what was moved from another file: nothing was copied. Name an empty database.",
                UserErrorException.WrongInput);
        }

        if (begun == 0)
        {
            RequireEmpty(target);
            if (number == 0)
            {
                number = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
                known.Put(NumberName, number);
            }

            there.Put(NumberName, number);
        }
    }

    private static void RequireEmpty(LedgerDatabase target)
    {
        if (target.Number("SELECT count(*) FROM cabinets") + target.Number("SELECT sum(events) FROM written")
            + target.Number("SELECT count(*) FROM set_aside") + target.Number("SELECT count(*) FROM accounts") > 0)
        {
            throw new UserErrorException($"{target.Name} holds a registry's data already: nothing was copied. Name an empty database.",
                UserErrorException.WrongInput);
        }
    }

    private static bool Has(LedgerDatabase database, string name)
    {
        using Statement statement = database.Prepare("SELECT 1 FROM counters WHERE name = $1", 1);
        return statement.Number(name) is not null;
    }
}
