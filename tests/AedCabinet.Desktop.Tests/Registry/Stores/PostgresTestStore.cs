using System.Collections.Concurrent;
using System.Globalization;
using AedCabinet.Ledger;
using Npgsql;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// A schema of the tests' PostgreSQL. One that a test leaves whole is emptied for the next: making its tables takes longer than most tests.
/// </summary>
internal sealed class PostgresTestStore : TestStore
{
    private static readonly ConcurrentBag<string> s_free = [];
    private static int s_made;
    private static string? s_whole;

    private readonly string _schema;

    public PostgresTestStore()
    {
        if (!s_free.TryTake(out string? schema))
        {
            schema = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref s_made)}");
            Ask($"CREATE SCHEMA {schema}");
            new PostgresStore(ConnectionStringOf(schema)).OpenForIngest().Dispose();
            s_whole ??= Look(schema);
        }

        _schema = schema;
        Store = new PostgresStore(ConnectionString);
    }

    /// <summary>Gets how to get in.</summary>
    public string ConnectionString => ConnectionStringOf(_schema);

    public override LedgerStore Store { get; }

    public override string[] Options => ["--store", "postgres", "--database", ConnectionString];

    public override void NoteEvents(int events) => Change($"UPDATE written SET events = events + {events}");

    public override string PlanOf(string condition)
    {
        using LedgerDatabase reader = Store.OpenForReading();
        reader.Execute("SET enable_seqscan = off; SET enable_bitmapscan = off");
        return string.Join('\n', Rows(reader, $"EXPLAIN SELECT count(*) FROM events e WHERE {condition}"));
    }

    /// <summary>Changes what the registry itself would refuse to open.</summary>
    public void Admin(string sql) => Ask($"SET search_path = {_schema}; {sql}; RESET search_path");

    public override void Refuse(string table, string condition, string why)
    {
        Change($"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{why}'; END $$");
        Change($"CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse()");
    }

    public override void Allow(string table)
    {
        Change($"DROP TRIGGER refuse ON {table}");
        Change("DROP FUNCTION refuse()");
    }

    public override IngestFigures Measure(int events, int rounds)
    {
        IngestFigures figures = RegistryIngestBench.RunOnPostgres(SharedPostgres.Server.ConnectionString, events, rounds);
        Assert.IsNull(Ask("SELECT string_agg(nspname, ' ') FROM pg_namespace WHERE nspname LIKE 'ingest%'"));
        return figures;
    }

    public override void Dispose()
    {
        // Tables that a test has made other than they were are of no use to the next.
        if (Look(_schema) != s_whole)
        {
            Ask($"DROP SCHEMA {_schema} CASCADE");
            return;
        }

        Ask($"""
            DO $$ DECLARE t text; BEGIN
              SET LOCAL session_replication_role = replica;
              FOR t IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = '{_schema}' AND tablename <> 'schemaversions' AND tablename !~ '^events_' LOOP
                EXECUTE 'DELETE FROM ' || t;
              END LOOP;
              FOR t IN SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname = '{_schema}' AND sequencename !~ '^schemaversions' LOOP
                EXECUTE 'ALTER SEQUENCE ' || t || ' RESTART';
              END LOOP;
            END $$
            """);
        s_free.Add(_schema);
    }

    private static string ConnectionStringOf(string schema) => $"{SharedPostgres.Server.ConnectionString};Search Path={schema}";

    private static string? Look(string schema) => Ask($"""
        SELECT string_agg(c.relname || ' ' || (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid) || ' ' || (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid), ',' ORDER BY c.relname)
        FROM pg_class c WHERE c.relnamespace = '{schema}'::regnamespace
        """);

    private static string? Ask(string sql)
    {
        using NpgsqlConnection connection = new(SharedPostgres.Server.ConnectionString);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar() as string;
    }
}
