using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Nearest;
using AedCabinet.Page.Map;

namespace AedCabinet.Centre.Tests.Map;

/// <summary>The nearest AEDs of a running centre, cut to who asks.</summary>
[TestClass]
public sealed class NearestDeskTests
{
    private static readonly AccessScope s_all = new("a", [Grant.Everywhere(Role.Administrator)]);
    private static readonly NearestQuestion s_question = new(40.8, 111.7, StillOffice.At);

    [TestMethod]
    public void What_moved_or_went_or_came_is_where_it_is_now_and_what_is_not_ready_any_more_is_passed_over_at_once()
    {
        StillOffice office = new();
        office.Know(StillOffice.Cabinet("A", 40.801, 111.7), StillOffice.Cabinet("B", 40.802, 111.7),
            StillOffice.Cabinet("kit", 40.8, 111.7, kind: "kit"));
        using NearestDesk desk = new(office);
        CollectionAssert.AreEqual(new[] { "A", "B" }, Named(desk.Find(s_question, cabinet => cabinet)));

        office.Know(StillOffice.Cabinet("A", 40.801, 111.7, CabinetStatus.NotReady), StillOffice.Cabinet("B", 40.802, 111.7));
        NearestAnswer answer = desk.Find(s_question, cabinet => cabinet);
        CollectionAssert.AreEqual(new[] { "B" }, Named(answer));
        Assert.AreEqual(PassedOverWhy.NotReady, answer.PassedOver.Single().Why);

        office.Know(StillOffice.Cabinet("B", 41.8, 111.7), StillOffice.Cabinet("C", 40.803, 111.7));
        desk.Follow();
        CollectionAssert.AreEqual(new[] { "C" }, Named(desk.Find(s_question, cabinet => cabinet)));
    }

    [TestMethod]
    public void Who_may_not_see_a_cabinet_is_not_told_that_there_is_one()
    {
        StillOffice office = new();
        office.Know(StillOffice.Cabinet("mine", 40.803, 111.7), StillOffice.Cabinet("other", 40.801, 111.7, prefecture: "1502"),
            StillOffice.Cabinet("other-broken", 40.802, 111.7, CabinetStatus.NotReady, prefecture: "1502"));
        using NearestDesk desk = new(office);
        using NearestSearch search = new(desk, null);
        search.Go(new MapPlace(40.8, 111.7), new AccessScope("d", [new Grant(Role.Dispatcher, ["1501"], [], [])]), StillOffice.At);

        CollectionAssert.AreEqual(new[] { "mine" }, search.Aeds.Select(near => near.Cabinet.Id).ToArray());
        Assert.AreEqual(0, search.Answer!.PassedOverCount);
    }

    [TestMethod]
    public void Where_none_is_near_farther_ones_are_named_and_that_is_said()
    {
        StillOffice office = new();
        office.Know(StillOffice.Cabinet("far", 41.8, 111.7));
        using NearestDesk desk = new(office);
        using NearestSearch search = new(desk, null);
        search.Go(new MapPlace(40.8, 111.7), s_all, StillOffice.At);
        Assert.IsTrue(search.IsFar);
        Assert.AreEqual("far", search.Aeds.Single().Cabinet.Id);

        search.Go(null, s_all, StillOffice.At);
        Assert.IsEmpty(search.Aeds);
        Assert.IsNull(search.Answer);
    }

    [TestMethod]
    public void Who_may_not_see_contacts_gets_the_AEDs_without_them()
    {
        StillOffice office = new();
        office.Know(StillOffice.Cabinet("A", 40.801, 111.7));
        using NearestDesk desk = new(office);
        using NearestSearch search = new(desk, null);
        search.Go(new MapPlace(40.8, 111.7), new AccessScope("feed", [Grant.Everywhere(Role.Feed)]), StillOffice.At);
        Assert.IsNull(search.Aeds.Single().Cabinet.About!.ContactPhone);
        search.Go(new MapPlace(40.8, 111.7), new AccessScope("wang", [Grant.Everywhere(Role.Dispatcher)]), StillOffice.At);
        Assert.IsNotNull(search.Aeds.Single().Cabinet.About!.ContactPhone);
    }

    private static string[] Named(NearestAnswer answer) => [.. answer.Aeds.Select(near => near.Cabinet.Id)];
}
