using System.Data.Common;
using System.Text.Json;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>
/// The commands in the database: their numbers, so that whoever sends the next one, after whatever restart, has a higher one; and
/// what became of them. May be used by any thread.
/// </summary>
internal sealed class LedgerCommandBook : ICommandCounter, IDisposable
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = "counter, cabinet, id, name, args, sent, outcome, code, reason, outcome_at, lines";

    private readonly Statement _next;
    private readonly Statement _keep;
    private readonly Statement _latest;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="LedgerCommandBook"/> class.</summary>
    /// <param name="database">The database, which stays the caller's, and which nobody else uses meanwhile.</param>
    public LedgerCommandBook(LedgerDatabase database)
    {
        _next = database.Prepare(
            "INSERT INTO counters (name, value) VALUES ('command', $1) ON CONFLICT (name) DO UPDATE SET value = CASE WHEN counters.value "
                + "< excluded.value THEN excluded.value ELSE counters.value + 1 END RETURNING value",
            1);
        _keep = database.Prepare(
            "INSERT INTO commands (counter, cabinet, id, name, args, sent, outcome, code, reason, outcome_at, lines) VALUES ($1, $2, $3, "
                + "$4, $5, $6, $7, $8, $9, $10, $11) "
            + "ON CONFLICT (counter) DO UPDATE SET outcome = excluded.outcome, code = excluded.code, reason = excluded.reason, outcome_at "
            + "= excluded.outcome_at, lines = excluded.lines "

            // Of several that follow a command one may know less: what a cabinet replied stays.
            + "WHERE commands.outcome IN ('sending', 'sent') OR excluded.outcome NOT IN ('sending', 'sent', 'noreply')",
            11);
        _latest = database.Prepare($"SELECT {Columns} FROM commands ORDER BY counter DESC LIMIT $1", 1);
    }

    /// <inheritdoc/>
    public long Next(long atLeast)
    {
        try
        {
            lock (_lock)
            {
                return _next.Number(atLeast)!.Value;
            }
        }
        catch (DbException exception)
        {
            throw new CommandNotSentException(NotSentWhy.NoNumber, $"the database gives no number: {exception.Message}", exception);
        }
    }

    /// <summary>Writes down what became of a command so far.</summary>
    /// <param name="record">The command.</param>
    /// <exception cref="DbException">The database refused.</exception>
    public void Keep(CommandRecord record)
    {
        CommandStep last = record.Steps[^1];
        lock (_lock)
        {
            _keep.Run(
                record.Counter,
                record.Cabinet,
                record.Id,
                record.Name,
                record.Args,
                record.SentAt.ToUnixTimeMilliseconds(),
                record.Stage.ToString().ToLowerInvariant(),
                last.Code,
                last.Reason,
                (record.SentAt + last.After).ToUnixTimeMilliseconds(),
                last.Lines is { Count: > 0 } lines ? JsonSerializer.Serialize(lines) : null);
        }
    }

    /// <summary>The commands sent last.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="since">One sent since then may still be answered; <c>null</c> for none.</param>
    /// <returns>The commands, the newest first; of one whose end was not seen it is said that no reply came.</returns>
    public IReadOnlyList<CommandRecord> Latest(int count, DateTimeOffset? since = null)
    {
        lock (_lock)
        {
            using DbDataReader rows = _latest.Rows(count);
            List<CommandRecord> records = [];
            while (rows.Read())
            {
                records.Add(Read(rows, since));
            }

            return records;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _next.Dispose();
        _keep.Dispose();
        _latest.Dispose();
    }

    /// <summary>A command as a row has it.</summary>
    /// <param name="row">The row, of <see cref="Columns"/>.</param>
    /// <param name="since">One sent since then may still be answered; <c>null</c> for none.</param>
    /// <returns>The command.</returns>
    public static CommandRecord Read(DbDataReader row, DateTimeOffset? since)
    {
        DateTimeOffset sent = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5));
        TimeSpan after = row.IsDBNull(9) ? TimeSpan.Zero : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(9)) - sent;
        List<CommandStep> steps = [new CommandStep(CommandStage.Sending, TimeSpan.Zero, null, null)];
        bool isKnown = Enum.TryParse(row.GetString(6), ignoreCase: true, out CommandStage stage);
        if (isKnown && stage is CommandStage.Sending or CommandStage.Sent && sent >= since)
        {
            return new CommandRecord(row.GetString(1), row.GetString(2), row.GetInt64(0), row.GetString(3), row.GetString(4),
                false, sent, stage == CommandStage.Sent ? [.. steps, new CommandStep(stage, after, null, null)] : steps);
        }

        steps.Add(
            isKnown && stage is not (CommandStage.Sending or CommandStage.Sent)
            ? new CommandStep(stage, after, row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8),
                row.IsDBNull(10) ? null : JsonSerializer.Deserialize<string[]>(row.GetString(10)))
            : new CommandStep(CommandStage.NoReply, after, null, null));
        return new CommandRecord(row.GetString(1), row.GetString(2), row.GetInt64(0), row.GetString(3), row.GetString(4),
            false, sent, steps);
    }
}
