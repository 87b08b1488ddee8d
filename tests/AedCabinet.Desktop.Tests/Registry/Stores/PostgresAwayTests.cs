using System.Text;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The server dies while events come: it is told, nothing is confirmed that is not there, and nothing is lost.</summary>
[TestClass]
[TestCategory("RealTime")]
public class PostgresAwayTests
{
    private const int Events = 4000;

    [TestMethod]
    public void A_server_killed_twice_under_load_costs_nothing_and_what_is_confirmed_is_there()
    {
        using PostgresServer server = new();
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

    private static void Take(RegistryIngest ingest, int seq, Tally tally) =>
        ingest.Take(LedgerBench.Topic + "/event", Encoding.UTF8.GetBytes(LedgerBench.EventText(1, seq)), false, tally);

    private sealed class Tally : IDelivery
    {
        private int _confirmed;

        public int Confirmed => Volatile.Read(ref _confirmed);

        public void Confirm() => Interlocked.Increment(ref _confirmed);
    }
}
