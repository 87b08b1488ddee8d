using System.Text;
using AedCabinet.Contract;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AedCabinet.Ledger;

/// <summary>
/// Puts an event into the table, once. Goes to SQLite past ADO.NET: the bytes of the message are bound as they came, and nothing
/// is allocated for an event.
/// </summary>
internal sealed class SqliteEventInsert : IEventInsert
{
    private const string Sql =
        "INSERT INTO events (cabinet, boot, seq, event, severity, at, at_is_arrival, received, uptime_ms, drill, maintenance, data) "
        + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (cabinet, boot, seq, twin) DO NOTHING";

    // Version 1 has some 50; a cabinet that makes up others must not fill the memory.
    private const int MostNames = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly Dictionary<string, byte[]> _names = [];

    /// <summary>Initializes a new instance of the <see cref="SqliteEventInsert"/> class.</summary>
    /// <param name="connection">The database.</param>
    public SqliteEventInsert(SqliteConnection connection)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, Sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is gained by doing several at once: there is no way between the program and the table.</remarks>
    public void Begin(IReadOnlyList<ReceivedMessage> batch, IReadOnlyList<CabinetFile?> senders)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="SqliteException">The database refused.</exception>
    public bool TryRun(CabinetFile file, ReceivedMessage message) =>
        TryRun(file.No, message.Event, message.Event.DataIn(message.Payload), message.ReceivedMs);

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private bool TryRun(long cabinet, in EventFacts facts, ReadOnlySpan<byte> data, long receivedMs)
    {
        bool isUndated = facts.AtMs == EventFacts.UnknownTime;
        raw.sqlite3_bind_int64(_statement, 1, cabinet);
        raw.sqlite3_bind_int(_statement, 2, facts.Boot);
        raw.sqlite3_bind_int(_statement, 3, facts.Seq);
        raw.sqlite3_bind_text(_statement, 4, NameOf(facts.Name));
        raw.sqlite3_bind_int(_statement, 5, (int)facts.Severity);
        raw.sqlite3_bind_int64(_statement, 6, isUndated ? receivedMs : facts.AtMs);
        raw.sqlite3_bind_int(_statement, 7, isUndated ? 1 : 0);
        raw.sqlite3_bind_int64(_statement, 8, receivedMs);
        raw.sqlite3_bind_int64(_statement, 9, facts.UptimeMs);
        raw.sqlite3_bind_int(_statement, 10, facts.IsDrill ? 1 : 0);
        raw.sqlite3_bind_int(_statement, 11, facts.IsMaintenance ? 1 : 0);
        raw.sqlite3_bind_text(_statement, 12, data);
        int result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        return raw.sqlite3_changes(_database) > 0;
    }

    private byte[] NameOf(string name)
    {
        if (!_names.TryGetValue(name, out byte[]? bytes))
        {
            bytes = Encoding.UTF8.GetBytes(name);
            if (_names.Count < MostNames)
            {
                _names.Add(name, bytes);
            }
        }

        return bytes;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), result);
        }
    }
}
