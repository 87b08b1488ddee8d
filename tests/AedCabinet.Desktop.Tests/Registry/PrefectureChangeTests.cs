using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>A cabinet that is given to another prefecture: everything that is known of it goes with it (SPEC §13, §20).</summary>
[TestClass]
public class PrefectureChangeTests : StoreTests
{
    private const string There = "aed/v1/1502/150203/transport/" + LedgerBench.Cabinet;

    [TestMethod]
    public void Its_history_pictures_gaps_and_emergencies_stay_with_it_and_it_is_told()
    {
        using LedgerBench bench = Bench();
        SpeakFromHohhot(bench);
        bench.Send("online", """{"online":true,"boot":5,"connection":1}""", topic: There);
        Assert.AreEqual(new CabinetRelocation(LedgerBench.Cabinet, "1501", "1502"), bench.Writer.Relocated.Single());
        bench.Send("event", LedgerBench.EventText(5, 1), topic: There);
        Assert.IsEmpty(bench.Writer.Relocated);

        Assert.AreEqual("1502", bench.Record.Topic.Prefecture);
        Assert.AreEqual("sos.pressed", bench.Record.Open.Single().Event);
        Assert.AreEqual("景区", bench.Record.About!.Site);
        CollectionAssert.AreEqual(new[] { $"1 {There} 1502 150203 transport" },
            bench.Rows("SELECT no, topic, prefecture, county, sector FROM cabinets"));
        CollectionAssert.AreEqual(new[] { "2 3" }, bench.Rows("SELECT first, last FROM gaps"));

        // Whoever may see the new prefecture sees all of it, and nobody sees it with the old one.
        CollectionAssert.AreEqual(new[] { "1502 150203 transport 3" },
            bench.Rows("SELECT prefecture, county, sector, count(*) FROM event_list GROUP BY prefecture, county, sector"));
        bench.Restart();
        Assert.AreEqual("1502", bench.Record.Topic.Prefecture);
        Assert.AreEqual("sos.pressed", bench.Record.Open.Single().Event);
    }

    [TestMethod]
    public void What_comes_late_from_where_it_was_is_kept_and_does_not_bring_it_back()
    {
        using LedgerBench bench = Bench();
        SpeakFromHohhot(bench);
        bench.Send("online", """{"online":true,"boot":5,"connection":1}""", topic: There);
        bench.Send("state", bench.StateText(5, 1), topic: There);

        bench.Send("event", LedgerBench.EventText(4, 2));
        bench.Send("state", bench.StateText(4, 4));
        bench.Send("online", """{"online":false,"boot":4,"connection":1}""");
        foreach (string kind in new[] { "online", "about", "state" })
        {
            bench.Send(kind, string.Empty);
        }

        Assert.AreEqual("1502", bench.Record.Topic.Prefecture);
        Assert.AreEqual((5, true), (bench.Record.State!.Boot, bench.Record.Online!.IsOnline));
        Assert.AreEqual("景区", bench.Record.About!.Site, "what was forgotten under the old topic is not its picture of now");
        CollectionAssert.AreEqual(new[] { "3 3" }, bench.Rows("SELECT first, last FROM gaps"));
    }

    [TestMethod]
    public void A_board_that_takes_its_place_there_and_counts_anew_is_it_from_then_on()
    {
        using LedgerBench bench = Bench();
        SpeakFromHohhot(bench);
        bench.Send("online", """{"online":true,"boot":1,"connection":1}""", topic: There);
        bench.Send("state", bench.StateText(1, 0), topic: There);

        Assert.AreEqual("1502", bench.Record.Topic.Prefecture);
        Assert.AreEqual(1, bench.Record.State!.Boot);
    }

    [TestMethod]
    public void The_writer_of_its_new_prefecture_takes_it_over_with_all_that_it_had()
    {
        using LedgerBench bench = Bench();
        SpeakFromHohhot(bench);
        bench.Writer.Dispose();
        bench.Database.Dispose();
        using (LedgerDatabase baotou = bench.Store.OpenForIngest("1502"))
        using (LedgerWriter writer = new(baotou))
        {
            Assert.IsEmpty(writer.Book.Files);
            writer.Write([bench.Message("event", LedgerBench.EventText(4, 2), topic: There)], bench.NowMs);
            Assert.IsEmpty(writer.Book.Files, "one event is no move");
            writer.Write([bench.Message("online", """{"online":true,"boot":5,"connection":1}""", topic: There),
                bench.Message("event", LedgerBench.EventText(5, 1), topic: There)], bench.NowMs);

            CabinetFile file = writer.Book.Files.Single();
            Assert.AreEqual("sos.pressed", file.Entry.Open.Single().Event);
            Assert.AreEqual(LedgerBench.Cabinet, writer.Relocated.Single().Cabinet);
            Assert.IsEmpty(TestStore.Rows(baotou, "SELECT reason FROM set_aside"));
            CollectionAssert.AreEqual(new[] { "3 3" }, TestStore.Rows(baotou, "SELECT first, last FROM gaps"));
            CollectionAssert.AreEqual(new[] { "4 1", "4 4", "4 2", "5 1" },
                TestStore.Rows(baotou, "SELECT boot, seq FROM events ORDER BY arrival"));
        }

        using LedgerDatabase hohhot = bench.Store.OpenForIngest("1501");
        using LedgerWriter before = new(hohhot);
        Assert.IsEmpty(before.Book.Files);
    }

    [TestMethod]
    public void Its_commands_go_where_it_speaks_and_their_numbers_go_on()
    {
        using LedgerBench bench = Bench();
        using RegistryIngest ingest = new(bench.Database, TimeProvider.System, new ErrorLog());
        CommandKeys keys = new();
        keys.Add(LedgerBench.Cabinet, LedgerBench.Topic, new string('a', 64));
        keys.Follow(ingest.TopicOf);
        Assert.AreEqual(LedgerBench.Topic + "/command", keys.TopicOf(LedgerBench.Cabinet));
        using LedgerCommandBook book = new(bench.Database);
        long number = book.Next(1000);

        ingest.Take(There + "/online", """{"online":true,"boot":5,"connection":1}"""u8.ToArray(), false, null);
        ingest.Start();
        ingest.Stop();

        Assert.AreEqual(There + "/command", keys.TopicOf(LedgerBench.Cabinet));
        UnsignedCommand command = new("c-1", "report", "{}", number, "2026-01-12T03:05:00Z");
        _ = keys.Sign(LedgerBench.Cabinet, command, false, out string topic);
        Assert.AreEqual(There + "/command", topic);
        Assert.AreEqual(There, LedgerCabinets.TopicOf(bench.Database, LedgerBench.Cabinet));
        Assert.IsGreaterThan(number, book.Next(1000));
    }

    private static void SpeakFromHohhot(LedgerBench bench)
    {
        bench.Send("online", """{"online":true,"boot":4,"connection":1}""");
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("event", LedgerBench.EventText(4, 4, "sos.pressed", "emergency"));
    }
}
