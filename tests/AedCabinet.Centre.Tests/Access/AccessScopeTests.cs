using System.Security.Claims;
using AedCabinet.Access;
using AedCabinet.Contract;

namespace AedCabinet.Centre.Tests.Access;

[TestClass]
public class AccessScopeTests
{
    private static readonly CabinetTopic s_museum = Topic("aed/v1/1501/150102/culture-tourism/NM-0471-0001/state");
    private static readonly CabinetTopic s_station = Topic("aed/v1/1525/152501/transport/NM-0479-0001/state");

    [TestMethod]
    public void A_role_holds_in_its_prefectures_and_departments_alone()
    {
        AccessScope clerk = Of(new Grant(Role.Department, ["1501"], ["culture-tourism"], []));

        Assert.IsTrue(clerk.May(Permission.See, s_museum));
        Assert.IsFalse(clerk.May(Permission.See, s_station));
        Assert.IsFalse(clerk.May(Permission.Command, s_museum));
    }

    [TestMethod]
    public void What_one_role_may_do_does_not_hold_where_another_holds()
    {
        AccessScope both = Of(new Grant(Role.Dispatcher, ["1501"], [], []), new Grant(Role.Department, ["1525"], [], []));

        Assert.IsTrue(both.May(Permission.Command, s_museum));
        Assert.IsTrue(both.May(Permission.See, s_station));
        Assert.IsFalse(both.May(Permission.Command, s_station));
    }

    [TestMethod]
    public void A_keeper_has_the_cabinets_that_are_named_and_none_when_none_is()
    {
        Assert.IsTrue(Of(new Grant(Role.Keeper, [], [], ["NM-0471-0001"])).May(Permission.Inspect, s_museum));
        Assert.IsFalse(Of(new Grant(Role.Keeper, [], [], ["NM-0471-0001"])).May(Permission.See, s_station));
        Assert.IsFalse(Of(Grant.Everywhere(Role.Keeper)).May(Permission.See, s_museum));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Administrator")]
    [DataRow("99;;;")]
    [DataRow("Root;;;")]
    [DataRow("Administrator;;;;")]
    public void A_grant_that_is_none_grants_nothing(string claim)
    {
        AccessScope scope = AccessScope.Of(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(Grant.ClaimType, claim)], "test")));

        Assert.IsFalse(scope.May(Permission.See));
    }

    [TestMethod]
    public void Who_is_not_logged_in_may_do_nothing()
    {
        Claim claim = new(Grant.ClaimType, Grant.Everywhere(Role.Administrator).ToClaim());

        Assert.IsFalse(AccessScope.Of(new ClaimsPrincipal(new ClaimsIdentity([claim]))).May(Permission.See));
    }

    private static AccessScope Of(params Grant[] grants) => AccessScope.Of(new ClaimsPrincipal(
        new ClaimsIdentity(grants.Select(grant => new Claim(Grant.ClaimType, grant.ToClaim())), "test")));

    private static CabinetTopic Topic(string text) =>
        CabinetTopic.TryParse(text, out CabinetTopic? topic) ? topic! : throw new FormatException();
}
