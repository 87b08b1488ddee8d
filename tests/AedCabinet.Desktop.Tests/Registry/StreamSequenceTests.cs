using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// SPEC §20: what a dead worker held comes again behind what came since. A picture's number in the stream says which is newer; an event is
/// known by its own number, and is taken however late it comes.
/// </summary>
[TestClass]
public class StreamSequenceTests : StoreTests
{
    private const long Made = 1_760_000_000_000;

    [TestMethod]
    public void An_older_picture_that_comes_again_behind_a_newer_one_changes_nothing_after_a_restart_either()
    {
        using LedgerBench bench = Bench();
        Take(bench, 11, "state", bench.StateText(4, 1));
        Take(bench, 13, "state", bench.StateText(4, 2, isReady: false));
        Take(bench, 12, "state", bench.StateText(4, 1, open: "sos.pressed"));
        Assert.AreEqual(CabinetStatus.NotReady, bench.Record.Status);
        Assert.IsEmpty(bench.Record.Open);

        bench.Restart();
        Take(bench, 13, "state", bench.StateText(4, 1));
        Assert.AreEqual(CabinetStatus.NotReady, bench.Record.Status, "the same number comes again");
        Take(bench, 14, "state", bench.StateText(4, 3));
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
    }

    [TestMethod]
    public void Who_it_is_whether_it_is_connected_and_what_clears_them_are_held_by_their_numbers_too()
    {
        using LedgerBench bench = Bench();
        Take(bench, 1, "about", LedgerBench.AboutText());
        Take(bench, 5, "online", """{"online":true,"boot":4,"connection":2}""");
        Take(bench, 4, "online", """{"online":false,"boot":4,"connection":2}""");
        Take(bench, 1, "about", string.Empty);
        Assert.IsTrue(bench.Record.Online!.IsOnline);
        Assert.IsNotNull(bench.Record.About);

        Take(bench, 6, "about", string.Empty);
        Take(bench, 1, "about", LedgerBench.AboutText());
        Assert.IsNull(bench.Record.About);
    }

    [TestMethod]
    public void A_state_that_can_t_be_read_and_comes_again_behind_a_good_one_makes_nobody_unknown()
    {
        using LedgerBench bench = Bench();
        Take(bench, 1, "state", bench.StateText(4, 1));
        Take(bench, 3, "state", bench.StateText(4, 2));
        Take(bench, 2, "state", "{");
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
    }

    [TestMethod]
    public void An_event_below_the_highest_number_is_taken_and_one_that_is_there_is_not_taken_twice()
    {
        using LedgerBench bench = Bench();
        Take(bench, 20, "event", LedgerBench.EventText(4, 2));
        Take(bench, 19, "event", LedgerBench.EventText(4, 1));
        Take(bench, 20, "event", LedgerBench.EventText(4, 2));
        Take(bench, 18, "state", bench.StateText(4, 3));
        CollectionAssert.AreEqual(new[] { "1", "2" }, bench.Rows("SELECT seq FROM events ORDER BY seq"));
        Assert.AreEqual(new StreamPlace(Made, 20), bench.Writer.PlaceOf("1501"));
        bench.Restart();
        Assert.AreEqual(new StreamPlace(Made, 20), bench.Writer.PlaceOf("1501"));
    }

    [TestMethod]
    public void A_passed_state_still_tells_how_far_its_boot_had_counted()
    {
        using LedgerBench bench = Bench();
        Take(bench, 9, "state", bench.StateText(5, 1));
        Take(bench, 8, "state", bench.StateText(4, 7));
        Take(bench, 10, "state", bench.StateText(5, 1));
        CollectionAssert.AreEqual(new[] { "4 7", "5 1" }, bench.Rows("SELECT boot, claimed_seq FROM boots ORDER BY boot"));
    }

    [TestMethod]
    public void A_stream_that_was_made_anew_numbers_from_1_and_its_pictures_count()
    {
        using LedgerBench bench = Bench();
        Take(bench, 500, "state", bench.StateText(4, 1));
        Take(bench, 1, "state", bench.StateText(4, 2, isReady: false), Made + 1);
        Assert.AreEqual(CabinetStatus.NotReady, bench.Record.Status);
        Assert.AreEqual(new StreamPlace(Made + 1, 1), bench.Writer.PlaceOf("1501"));

        bench.Restart();
        Take(bench, 2, "state", bench.StateText(4, 3), Made + 1);
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
    }

    [TestMethod]
    public void A_cabinet_that_goes_to_another_prefecture_counts_in_that_one_s_stream_from_its_first_picture_on()
    {
        const string There = "aed/v1/1502/150203/transport/" + LedgerBench.Cabinet;
        using LedgerBench bench = Bench();
        Take(bench, 500, "about", LedgerBench.AboutText());
        Take(bench, 501, "state", bench.StateText(4, 1));
        Take(bench, 3, "online", """{"online":true,"boot":5,"connection":1}""", topic: There);
        Take(bench, 4, "state", bench.StateText(5, 1, isReady: false), topic: There);
        Take(bench, 502, "state", bench.StateText(4, 2));
        Assert.AreEqual(CabinetStatus.NotReady, bench.Record.Status);
        Assert.AreEqual("1502", bench.Record.Topic.Prefecture);

        bench.Restart();
        Take(bench, 5, "about", string.Empty, topic: There);
        Assert.IsNull(bench.Record.About);
        Take(bench, 6, "state", bench.StateText(5, 2), topic: There);
        Take(bench, 4, "state", bench.StateText(5, 1, isReady: false), topic: There);
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
    }

    [TestMethod]
    public void An_event_that_was_published_after_the_goodbye_shows_that_the_cabinet_is_back_though_its_birth_was_lost()
    {
        using LedgerBench bench = Bench();
        Take(bench, 5, "online", """{"online":true,"boot":4,"connection":2}""");
        Take(bench, 6, "state", bench.StateText(4, 1));
        Take(bench, 8, "online", """{"online":false,"boot":4,"connection":2}""");
        Take(bench, 7, "event", LedgerBench.EventText(4, 1));
        Assert.AreEqual(CabinetStatus.Offline, bench.Record.Status, "what a dead worker held comes again behind the goodbye");

        Take(bench, 9, "event", LedgerBench.EventText(4, 2));
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
        Assert.IsTrue(bench.Record.Online!.IsOnline);
        bench.Restart();
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);

        // The goodbye of the connection whose birth was lost counts, and so does an event of a stream that was made anew.
        Take(bench, 10, "online", """{"online":false,"boot":4,"connection":3}""");
        Assert.AreEqual(CabinetStatus.Offline, bench.Record.Status);
        Take(bench, 1, "event", LedgerBench.EventText(4, 3), Made + 1);
        Assert.AreEqual(CabinetStatus.Ready, bench.Record.Status);
    }

    private static void Take(LedgerBench bench, long sequence, string kind, string text, long made = Made,
        string topic = LedgerBench.Topic) =>
        bench.Writer.Write([bench.Message(kind, text, topic: topic, delivery: new Place(sequence, made))], bench.NowMs);

    private sealed record Place(long Sequence, long StreamMadeMs) : IDelivery
    {
        public void Confirm()
        {
        }
    }
}
