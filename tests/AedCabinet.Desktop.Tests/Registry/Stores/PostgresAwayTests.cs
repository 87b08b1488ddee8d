using System.Text;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using Npgsql;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// The server dies, refuses or does not answer while events come: it is told above everything, nothing is confirmed that is not there,
/// nothing is lost, and it goes on by itself.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class PostgresAwayTests
{
    private const int Events = 4000;

    // Its own, for what is done to it is felt by everybody.
    private static PostgresServer s_server = null!;

    [ClassInitialize]
    public static void StartServer(TestContext context)
    {
        _ = context;
        s_server = new PostgresServer();
    }

    [ClassCleanup]
    public static void StopServer() => s_server.Dispose();

    [TestMethod]
    public void A_server_killed_twice_under_load_costs_nothing_and_what_is_confirmed_is_there()
    {
        PostgresServer server = s_server;
        PostgresStore store = new(server.ConnectionString);
        ErrorLog log = new() { Expected = "database: " };
        Tally tally = new();
        using (LedgerDatabase database = store.OpenForIngest())
        using (RegistryIngest ingest = new(database, TimeProvider.System, log))
        {
            ingest.Start();
            for (int round = 0; round < 2; round++)
            {
                for (int i = 1; i <= Events / 2; i++)
                {
                    Take(ingest, (round * Events / 2) + i, tally);
                    if (i == Events / 4)
                    {
                        server.Kill();
                    }
                }

                Waiting.Until(() => ingest.Trouble is not null, "the trouble to be told");
                int confirmed = tally.Confirmed;
                server.Start();
                Waiting.Until(() => tally.Confirmed == (round + 1) * Events / 2, "all to be confirmed", () => string.Join('\n', log.Lines));
                Assert.IsNull(ingest.Trouble);
                Console.WriteLine($"{confirmed} were confirmed when the server was started again");
            }

            ingest.Stop();
        }

        Assert.IsEmpty(log.Errors, string.Join('\n', log.Errors));
        Assert.Contains("trying again every 0.2 to 8 s", string.Join('\n', log.Lines));
        LedgerReport report = LedgerCheck.Run(store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.AreEqual(Events, report.Events);
        Assert.IsTrue(report.IsClean, string.Join('\n', report.Findings.Concat(report.Unproven).Select(item => item.What)));
    }

    [TestMethod]
    public void What_the_server_does_to_it_is_told_and_nothing_is_confirmed_until_it_takes_what_comes_again()
    {
        Say("CREATE SCHEMA refusals");
        PostgresStore store = new(s_server.ConnectionString + ";Search Path=refusals");
        ErrorLog log = new() { Expected = "database: " };
        Tally tally = new();
        using LedgerDatabase database = store.OpenForIngest();
        using RegistryIngest ingest = new(database, TimeProvider.System, log);
        ingest.Start();
        int seq = 0;
        TakeAndAwait();

        // Its writer's connection is ended by whoever looks after the server.
        Say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'aed-registry'");
        Take(ingest, ++seq, tally);
        Waiting.Until(() => tally.Confirmed == seq && ingest.Trouble is null, "the rest", () => string.Join('\n', log.Lines));
        Assert.IsTrue(log.Lines.Any(line => line.StartsWith("ERROR", StringComparison.Ordinal)), string.Join('\n', log.Lines));

        // What a server with a full disk, a standby or a frozen one says of every write.
        foreach ((string refuse, string allow, string told) in new[]
        {
            ("ALTER SYSTEM SET default_transaction_read_only = on", "ALTER SYSTEM RESET default_transaction_read_only", "read-only"),
            ("ALTER TABLE refusals.events RENAME TO elsewhere", "ALTER TABLE refusals.elsewhere RENAME TO events",
                "\"events\" does not exist"),
        })
        {
            Say(refuse);
            Waiting.Until(
                () =>
                {
                    Take(ingest, ++seq, tally);
                    return ingest.Trouble is { } trouble && trouble.Contains(told, StringComparison.Ordinal);
                },
                told, () => $"{ingest.Trouble}\n{string.Join('\n', log.Lines)}");
            int confirmed = tally.Confirmed;
            Assert.IsLessThan(seq, confirmed);
            Say(allow);
            Waiting.Until(() => tally.Confirmed == seq, "all to be confirmed", () => string.Join('\n', log.Lines));
            Assert.IsNull(ingest.Trouble);
        }

        ingest.Stop();
        Assert.IsEmpty(log.Errors, string.Join('\n', log.Errors));
        LedgerReport report = LedgerCheck.Run(store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.IsTrue(report.IsClean, string.Join('\n', report.Findings.Concat(report.Unproven).Select(item => item.What)));
        Assert.AreEqual(seq, report.Events);

        void TakeAndAwait()
        {
            Take(ingest, ++seq, tally);
            Waiting.Until(() => tally.Confirmed == seq, "it to be confirmed", () => string.Join('\n', log.Lines));
        }

        // Whatever the server tells everybody else.
        static void Say(string sql)
        {
            using NpgsqlConnection connection = new(
                s_server.ConnectionString + ";Pooling=false;Options=-c default_transaction_read_only=off");
            connection.Open();
            foreach (string alone in new[] { sql, "SELECT pg_reload_conf()" })
            {
                using NpgsqlCommand command = new(alone, connection);
                command.ExecuteNonQuery();
            }
        }
    }

    [TestMethod]
    public void A_server_that_does_not_answer_is_told_after_a_while_and_nothing_is_confirmed_meanwhile()
    {
        using PostgresTestStore store = new();
        ManualTime time = new();
        Tally tally = new();
        using LedgerDatabase database = store.Store.OpenForIngest();
        using RegistryIngest ingest = new(database, time, new ErrorLog());
        ingest.Start();
        using LedgerDatabase other = store.Store.OpenForChange();
        other.Begin();
        other.Execute("LOCK TABLE events IN ACCESS EXCLUSIVE MODE");
        Take(ingest, 1, tally);
        Waiting.Until(() => other.Number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0, "the write to wait");
        Assert.IsFalse(ingest.IsStalled);
        time.Advance(LedgerLimits.WriteStalled);

        Assert.IsTrue(ingest.IsStalled);
        Assert.AreEqual(0, tally.Confirmed);
        other.RollBack();
        Waiting.Until(() => tally.Confirmed == 1, "it to be confirmed");
        Assert.IsFalse(ingest.IsStalled);
        ingest.Stop();
    }

    private static void Take(RegistryIngest ingest, int seq, Tally tally) =>
        ingest.Take(LedgerBench.Topic + "/event", Encoding.UTF8.GetBytes(LedgerBench.EventText(1, seq)), false, tally);

    private sealed class Tally : IDelivery
    {
        private int _confirmed;

        public int Confirmed => Volatile.Read(ref _confirmed);

        public void Confirm() => Interlocked.Increment(ref _confirmed);
    }
}
