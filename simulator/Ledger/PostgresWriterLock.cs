using System.Globalization;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// Keeps a second registry from writing: both would write in turn, and each would take the other's messages from the broker. Held as long
/// as its connection. One for all prefectures and one for a single one exclude each other too.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="prefecture">The prefecture; <c>null</c> for all.</param>
internal sealed class PostgresWriterLock(NpgsqlConnection connection, string? prefecture)
{
    private const string All = "";
    private const string Key = "hashtextextended('aed registry writes ' || current_schema() || ' ' || $1, 0)";

    /// <summary>Takes it; waits a moment for one that has just been ended and is still at the server.</summary>
    /// <returns><c>false</c> when another registry has it.</returns>
    /// <exception cref="NpgsqlException">The server is away.</exception>
    public bool TryTake()
    {
        try
        {
            Send(string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {(int)LedgerLimits.WriterPatience.TotalMilliseconds}"));
            Send($"SELECT pg_advisory_lock{(prefecture is null ? string.Empty : "_shared")}({Key})", All);
            if (prefecture is not null)
            {
                Send($"SELECT pg_advisory_lock({Key})", prefecture);
            }

            Send("SET lock_timeout = 0");
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    private void Send(string sql, string? value = null)
    {
        using NpgsqlCommand command = new(sql, connection);
        if (value is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        command.ExecuteNonQuery();
    }
}
