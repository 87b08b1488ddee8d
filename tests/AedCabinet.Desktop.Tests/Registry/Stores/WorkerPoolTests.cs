using AedCabinet.Cell.Source;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Registry.Service;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SPEC §20: workers on a PostgreSQL of their own, which dies too. Every event is there, and once.</summary>
[TestClass]
[TestCategory("RealTime")]
public class WorkerPoolTests
{
    private static readonly string[] s_prefectures = ["1501", "1502", "1503", "1504"];

    private readonly Dictionary<string, TestStream> _streams = s_prefectures.ToDictionary(code => code, code => new TestStream(code));
    private readonly ErrorLog _log = new() { Expected = "database: " };
    private int _events;

    [TestMethod]
    public async Task Workers_share_follow_one_that_is_gone_and_go_on_after_the_database_was_away()
    {
        using PostgresServer server = new();
        PostgresStore store = new(server.ConnectionString);
        using ILoggerFactory logs = LoggerFactory.Create(logging => logging.AddProvider(_log));
        WorkerPool first = Pool(store, logs, TimeProvider.System);
        WorkerPool second = Pool(store, logs, new LateTime());
        await first.StartAsync(CancellationToken.None);
        Until(() => first.Prefectures.Count == 4, "the first worker to keep all");
        await second.StartAsync(CancellationToken.None);
        Until(() => first.Prefectures.Count == 2 && second.Prefectures.Count == 2, "two to share");
        Assert.AreEqual(6, Tokens(store), "each moved once at most");

        server.Kill();
        Add(5);
        Until(() => first.Trouble is not null, "the trouble to be told");
        server.Start();
        AwaitAll();

        await second.StopAsync(CancellationToken.None);
        second.Dispose();
        Until(() => first.Prefectures.Count == 4, "the first to keep all again");
        AwaitAll();
        await first.StopAsync(CancellationToken.None);
        first.Dispose();

        LedgerReport report = LedgerCheck.Run(store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.AreEqual(_events, report.Events);
        Assert.IsTrue(report.IsClean, string.Join('\n', report.Findings.Concat(report.Unproven).Select(item => item.What)));
        using LedgerDatabase reader = store.OpenForReading();
        Assert.AreEqual(0, reader.Number("SELECT count(*) FROM events WHERE abs(received - extract(epoch FROM clock_timestamp()) * 1000) > "
            + "3600000"), "a worker whose clock is wrong by hours writes the database's time");
        Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
    }

    private WorkerPool Pool(PostgresStore store, ILoggerFactory logs, TimeProvider clock)
    {
        RegistryServiceOptions options = new(null, "registry", store, null, 6)
        {
            Times = LeaseTimes.Of(TimeSpan.FromSeconds(3)),
            Role = RegistryRole.Worker,
            Cell = new CellAccess([.. s_prefectures.Select(code => new StreamAccess([], code, "user", "password"))],
                new Dictionary<string, Centre.BrokerAccess>()),
        };
        return new WorkerPool(options, (code, ingest) => _streams[code].Read(ingest), new ServerTime(clock), logs);
    }

    // Cabinets go on whatever happens.
    private void Until(Func<bool> isSo, string what) => Waiting.Until(
        () =>
        {
            Add(1);
            return isSo();
        },
        what, () => string.Join('\n', _log.Lines));

    private void AwaitAll() => Waiting.Until(() => _streams.Values.All(stream => stream.Waiting == 0), "all to be confirmed",
        () => string.Join('\n', _log.Lines));

    private void Add(int events)
    {
        for (int i = 0; i < events; i++)
        {
            foreach (TestStream stream in _streams.Values)
            {
                stream.Add();
                _events++;
            }
        }
    }

    private static long Tokens(PostgresStore store)
    {
        using LedgerDatabase reader = store.OpenForReading();
        return reader.Number("SELECT sum(token) FROM leases");
    }

    private sealed class LateTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(-5);
    }
}
