using AedCabinet.Access;
using AedCabinet.Contract;
using AedCabinet.Feeds;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>SPEC §19: what is pushed to somebody is what that one may see by the API too.</summary>
[TestClass]
public class FeedPickTests
{
    private const string Prefecture = "1501";

    [TestMethod]
    [DataRow("incident.opened", Role.Dispatcher, true)]
    [DataRow("incident.opened", Role.Responders, true)]
    [DataRow("responder.accepted", Role.Dispatcher, true)]
    [DataRow("incident.opened", Role.Feed, false)]
    [DataRow("incident.closed", Role.Department, false)]
    [DataRow("responder.accepted", Role.Training, false)]
    [DataRow("training.drill-planned", Role.Training, true)]
    [DataRow("care.reported", Role.Department, true)]
    public void Of_an_incident_only_those_are_told_who_may_see_it(string type, Role role, bool isTold)
    {
        FeedEntry entry = FeedEntry.Of(new LoggedCentreEvent(1, "id", new CentreEvent(
            type, null, Prefecture, string.Empty, Severity.Emergency, false, DateTimeOffset.UnixEpoch, """{"incident":7}""")));
        Assert.AreEqual(isTold, Pick(new Grant(role, [Prefecture], [], [])).Wants(entry));
        Assert.IsFalse(Pick(new Grant(role, ["1502"], [], [])).Wants(entry), "another prefecture's");
    }

    private static FeedPick Pick(Grant grant) => new(new AccessScope("somebody", [grant]), new FeedFilter());
}
