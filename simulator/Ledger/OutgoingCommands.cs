using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>The commands that pages have signed, on their way to the worker that keeps the cabinet.</summary>
/// <param name="database">The database, PostgreSQL's; stays the caller's.</param>
internal sealed class OutgoingCommands(LedgerDatabase database) : IDisposable
{
    // A command is valid for 60 s; who keeps its cabinet may change meanwhile.
    private const string Valid = "put > clock_timestamp() - interval '60 seconds'";

    private readonly Statement _put = database.Prepare(
        "INSERT INTO outgoing (counter, topic, message) VALUES ($1, $2, $3) ON CONFLICT (counter) DO NOTHING", 3);

    private readonly Statement _all = database.Prepare(
        $"SELECT counter, topic, message, (extract(epoch FROM put) * 1000)::bigint FROM outgoing WHERE {Valid} ORDER BY counter");

    private readonly Statement _end = database.Prepare($"DELETE FROM outgoing WHERE counter = $1 OR NOT {Valid}", 1);

    /// <summary>Puts one there.</summary>
    /// <param name="counter">Its number.</param>
    /// <param name="topic">Where to publish it.</param>
    /// <param name="message">The message.</param>
    /// <exception cref="DbException">The database refused.</exception>
    public void Put(long counter, string topic, string message) => _put.Run(counter, topic, message);

    /// <summary>Those that are neither answered nor too old, by number.</summary>
    /// <returns>The commands.</returns>
    /// <exception cref="DbException">The database refused.</exception>
    public IReadOnlyList<OutgoingCommand> All()
    {
        using DbDataReader rows = _all.Rows();
        List<OutgoingCommand> commands = [];
        while (rows.Read())
        {
            commands.Add(new OutgoingCommand(rows.GetInt64(0), rows.GetString(1), rows.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(3))));
        }

        return commands;
    }

    /// <summary>Takes away one that is answered, and all that are too old.</summary>
    /// <param name="counter">Its number.</param>
    /// <exception cref="DbException">The database refused.</exception>
    public void End(long counter) => _end.Run(counter);

    /// <inheritdoc/>
    public void Dispose()
    {
        _put.Dispose();
        _all.Dispose();
        _end.Dispose();
    }
}
