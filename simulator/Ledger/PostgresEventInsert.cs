using System.Text;
using AedCabinet.Contract;
using Npgsql;
using NpgsqlTypes;

namespace AedCabinet.Ledger;

/// <summary>
/// Puts the events of a batch into PostgreSQL in one statement, a column as an array each: one way over the network for all of them.
/// </summary>
/// <param name="database">The database.</param>
internal sealed class PostgresEventInsert(PostgresDatabase database) : IEventInsert
{
    private const string Sql =
        "INSERT INTO events (cabinet, boot, seq, event, severity, at, at_is_arrival, received, uptime_ms, drill, maintenance, data) "
        + "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
        + "ON CONFLICT (cabinet, boot, seq, twin) DO NOTHING RETURNING cabinet, boot, seq";

    // The numbers that this batch uses for the first time, and those of them that nobody has come for yet.
    private readonly HashSet<(long Cabinet, int Boot, int Seq)> _sent = [];
    private readonly HashSet<(long Cabinet, int Boot, int Seq)> _new = [];
    private readonly List<(CabinetFile File, ReceivedMessage Message)> _rows = [];

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<ReceivedMessage> batch, IReadOnlyList<CabinetFile?> senders)
    {
        _sent.Clear();
        _new.Clear();
        _rows.Clear();
        for (int i = 0; i < batch.Count; i++)
        {
            // Of two under one number the first is the one that is put in; the other is looked at by itself.
            if (batch[i] is { Kind: MessageKind.Event, Fault: null } message && senders[i] is { } file
                && _sent.Add((file.No, message.Event.Boot, message.Event.Seq)))
            {
                _rows.Add((file, message));
            }
        }

        if (_rows.Count > 0)
        {
            Insert();
        }
    }

    /// <inheritdoc/>
    public bool TryRun(CabinetFile file, ReceivedMessage message) => _new.Remove((file.No, message.Event.Boot, message.Event.Seq));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Insert()
    {
        using NpgsqlCommand command = new(Sql, database.Ready());
        Add(NpgsqlDbType.Bigint, row => row.File.No);
        Add(NpgsqlDbType.Integer, row => row.Message.Event.Boot);
        Add(NpgsqlDbType.Integer, row => row.Message.Event.Seq);
        Add(NpgsqlDbType.Text, row => PostgresText.Of(row.Message.Event.Name));
        Add(NpgsqlDbType.Smallint, row => (short)row.Message.Event.Severity);
        Add(NpgsqlDbType.Bigint, row => IsUndated(row.Message) ? row.Message.ReceivedMs : row.Message.Event.AtMs);
        Add(NpgsqlDbType.Smallint, row => (short)(IsUndated(row.Message) ? 1 : 0));
        Add(NpgsqlDbType.Bigint, row => row.Message.ReceivedMs);
        Add(NpgsqlDbType.Bigint, row => row.Message.Event.UptimeMs);
        Add(NpgsqlDbType.Smallint, row => (short)(row.Message.Event.IsDrill ? 1 : 0));
        Add(NpgsqlDbType.Smallint, row => (short)(row.Message.Event.IsMaintenance ? 1 : 0));
        Add(NpgsqlDbType.Text, row => PostgresText.Of(Encoding.UTF8.GetString(row.Message.Event.DataIn(row.Message.Payload))));
        using NpgsqlDataReader put = command.ExecuteReader();
        while (put.Read())
        {
            _new.Add((put.GetInt64(0), put.GetInt32(1), put.GetInt32(2)));
        }

        void Add<T>(NpgsqlDbType type, Func<(CabinetFile File, ReceivedMessage Message), T> column) =>
            command.Parameters.Add(new NpgsqlParameter<T[]>
            {
                TypedValue = [.. _rows.Select(column)],
                NpgsqlDbType = NpgsqlDbType.Array | type
            });
    }

    private static bool IsUndated(ReceivedMessage message) => message.Event.AtMs == EventFacts.UnknownTime;
}
