using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Centre.Tests.Api;

[TestClass]
public sealed class ApiStreamOnPostgresTests : ApiStreamTests
{
    internal override TestStore NewStore() => new PostgresTestStore();

    [TestMethod]
    public async Task A_number_that_another_writer_commits_late_is_waited_for()
    {
        Opened.Event("door.opened", "info");
        using ReadingPool pool = new(Opened.Store.Store);
        await using EventTail tail = new(pool, TimeProvider.System, NullLogger<EventTail>.Instance);
        tail.Look();
        long begun = tail.Settled;

        // Two writers: the one that took its number first commits last.
        using LedgerDatabase slow = Opened.Store.Store.OpenForChange();
        slow.Begin();
        slow.Execute(
            "INSERT INTO events (cabinet, boot, seq, event, severity, at, at_is_arrival, received, uptime_ms, drill, maintenance, data) "
                + "VALUES (1, 9, 1, 'door.opened', 0, 0, 1, 0, 0, 0, 0, '{}')");
        using LedgerDatabase quick = Opened.Store.Store.OpenForChange();
        quick.Execute(
            "INSERT INTO events (cabinet, boot, seq, event, severity, at, at_is_arrival, received, uptime_ms, drill, maintenance, data) "
                + "VALUES (1, 9, 2, 'door.closed', 0, 0, 1, 0, 0, 0, 0, '{}')");
        tail.Look();
        tail.Look();
        Assert.AreEqual(begun, tail.Settled);

        slow.Commit();
        tail.Look();
        Assert.IsGreaterThan(begun, tail.Settled);
        CollectionAssert.AreEqual(new[] { 1, 2 },
            tail.After(CabinetCut.All, _ => true, begun, 10).Events.Select(item => item.Event.Seq).ToArray());
    }
}
