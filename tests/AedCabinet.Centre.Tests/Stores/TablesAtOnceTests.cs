using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using Npgsql;

namespace AedCabinet.Centre.Tests.Stores;

/// <summary>
/// SPEC §20: of several workers that start at once on an empty database one makes its tables, and the others wait for it.
/// </summary>
[TestClass]
public class TablesAtOnceTests
{
    private const string Schema = "tables_at_once";

    [TestMethod]
    public async Task A_worker_waits_while_another_makes_the_tables_and_makes_none_itself()
    {
        string connectionString = SharedPostgres.Server.ConnectionString;
        using NpgsqlConnection other = new(connectionString + ";Pooling=false");
        other.Open();
        Ask(other, $"CREATE SCHEMA {Schema}");

        // As the other does while it makes them.
        Ask(other, $"SELECT pg_advisory_lock(hashtextextended('aed registry tables {Schema}', 0))");
        PostgresStore empty = new($"{connectionString};Search Path={Schema}");
        Task worker = Task.Factory.StartNew(() => new LeaseTable(empty, PostgresStore.NewOwner(), LeaseTimes.Usual).Dispose(),
            TaskCreationOptions.LongRunning);
        Waiting.Until(
            () => worker.IsCompleted || Number(other, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") > 0,
            "the worker to wait");
        Assert.IsFalse(worker.IsCompleted);
        Assert.AreEqual(0, Number(other, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{Schema}'"));

        Ask(other, $"SELECT pg_advisory_unlock(hashtextextended('aed registry tables {Schema}', 0))");
        await worker;
        Assert.IsGreaterThan(0, Number(other, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{Schema}'"));
        Ask(other, $"DROP SCHEMA {Schema} CASCADE");
    }

    private static long Number(NpgsqlConnection connection, string sql) => (long)Ask(connection, sql)!;

    private static object? Ask(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }
}
