using System.Security.Claims;
using System.Text;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>SPEC §18: every page is cut to the roles of whoever looks at it, and each look at a contact is noted.</summary>
[TestClass]
public class ScopedOfficeTests : StoreTests
{
    private static readonly MessageIntake s_intake = new();

    private const string Museum = "aed/v1/1501/150102/culture-tourism/NM-1";
    private const string Station = "aed/v1/1525/152501/transport/NM-2";

    [TestMethod]
    public async Task Cabinets_contacts_events_and_what_is_done_are_each_role_s_own()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(Filled(NewStore()));
        ScopedOffice all = Office(host, Grant.Everywhere(Role.Administrator));
        ScopedOffice clerk = Office(host, new Grant(Role.Department, ["1501"], ["culture-tourism"], []));
        ScopedOffice keeper = Office(host, new Grant(Role.Keeper, [], [], ["NM-2"]));
        ScopedOffice feed = Office(host, new Grant(Role.Feed, ["1525"], [], []));
        ScopedOffice nobody = Office(host);

        CollectionAssert.AreEqual(new[] { "NM-1", "NM-2" }, Seen(all));
        CollectionAssert.AreEqual(new[] { "NM-1" }, Seen(clerk));
        CollectionAssert.AreEqual(new[] { "NM-2" }, Seen(keeper));
        CollectionAssert.AreEqual(new[] { "NM-2" }, Seen(feed));
        Assert.IsEmpty(Seen(nobody));

        CollectionAssert.AreEqual(new[] { "NM-1", "NM-2" }, Told(all));
        CollectionAssert.AreEqual(new[] { "NM-1" }, Told(clerk));
        CollectionAssert.AreEqual(new[] { "NM-2" }, Told(keeper));
        CollectionAssert.AreEqual(new[] { "NM-2" }, Told(feed));
        Assert.IsEmpty(Told(nobody));
        Assert.IsEmpty(clerk.Events(new EventFilter { Cabinet = "NM-2" }, 0, 10).Events);
        Assert.HasCount(1, clerk.Events(new EventFilter { Cabinet = "NM-1" }, 0, 10).Events);
        Assert.IsEmpty(clerk.Events(new EventFilter { Text = "NM-2" }, 0, 10).Events);

        Assert.IsNull(clerk.Find("NM-2"));
        Assert.AreEqual("13900000002", keeper.Find("NM-2")!.About!.ContactPhone);
        Assert.IsNull(feed.Find("NM-2")!.About!.ContactPhone);
        Assert.IsNull(feed.Cabinets().Single().About!.ContactName);

        Assert.IsFalse(clerk.Emergencies.MayHandle("NM-1"));
        Assert.ThrowsExactly<ArgumentException>(
            () => clerk.Emergencies.Bring(new EmergencyKey("NM-1", "aed.removed"), EmergencyStage.Seen, "x"));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => keeper.Desk.SendAsync("NM-2", "locate"));
        Assert.IsTrue(Office(host, new Grant(Role.Dispatcher, ["1525"], [], [])).Emergencies.MayHandle("NM-2"));
    }

    [TestMethod]
    public async Task A_look_at_a_contact_is_noted_once_for_each_open_page_and_a_look_at_what_is_not_there_for_one_too()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(Filled(NewStore()));
        ScopedOffice clerk = Office(host, new Grant(Role.Department, ["1501"], [], []));
        clerk.SeeContact(clerk.Find("NM-1")!);
        clerk.SeeContact(clerk.Find("NM-1")!);
        _ = clerk.Find("NM-2");
        _ = clerk.Find("NM-3");

        Waiting.Until(() => host.Audit().Count == 2, "both to be noted", () => string.Join('\n', host.Audit()));
        CollectionAssert.AreEquivalent(new[] { "contact.seen NM-1 True 192.0.2.7", "refused NM-2 False 192.0.2.7" },
            host.Audit().Select(entry => $"{entry.Action} {entry.Cabinet} {entry.IsAllowed} {entry.From}").ToArray());
    }

    [TestMethod]
    public async Task An_open_page_loses_its_rights_when_its_account_is_locked_changed_or_taken_away()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        await host.AddAsync("root", Grant.Everywhere(Role.Administrator));
        await host.AddAsync("Li", Grant.Everywhere(Role.Dispatcher));
        using CircuitAccess access = ActivatorUtilities.CreateInstance<CircuitAccess>(host.Parts);
        Assert.IsLessThanOrEqualTo(TimeSpan.FromMinutes(1), CircuitAccess.Every);
        ClaimsPrincipal opened = Principal();

        Assert.IsTrue(access.IsStill(opened));
        await host.ChangeAsync(people => people.GrantAsync("Li", [new Grant(Role.Dispatcher, ["1501"], [], [])]));
        Assert.IsFalse(access.IsStill(opened));
        opened = Principal();
        Assert.IsTrue(access.IsStill(opened));
        await host.ChangeAsync(people => people.LockAsync("Li", true));
        Assert.IsFalse(access.IsStill(opened));
        Assert.IsFalse(access.IsStill(Principal()));
        await host.ChangeAsync(people => people.RemoveAsync("Li"));
        Assert.IsFalse(access.IsStill(opened));

        ClaimsPrincipal Principal() => host.Parts.GetRequiredService<AccountPrincipals>().Of(host.Accounts.ByName("LI")!);
    }

    private static string[] Seen(ScopedOffice office) => [.. office.Cabinets().Select(cabinet => cabinet.Id)];

    private static string[] Told(ScopedOffice office) =>
        [.. office.Events(new EventFilter(), 0, 10).Events.Select(item => item.Cabinet).Order(StringComparer.Ordinal)];

    private static ScopedOffice Office(RegistryHost host, params Grant[] grants)
    {
        ClaimsPrincipal who = new(new ClaimsIdentity(grants.Select(grant => new Claim(Grant.ClaimType, grant.ToClaim())), "test"));
        return new ScopedOffice(host.Parts.GetRequiredService<IRegistryOffice>(), new Somebody(who),
            host.Parts.GetRequiredService<IAuditLog>(), new CircuitLook { From = "192.0.2.7", IsAlive = true },
            NullLogger<ScopedOffice>.Instance);
    }

    // Two cabinets, each with a contact and an event.
    private static TestStore Filled(TestStore store)
    {
        using LedgerDatabase database = store.Store.OpenForIngest();
        using LedgerWriter writer = new(database);
        foreach ((string topic, int number) in new[] { (Museum, 1), (Station, 2) })
        {
            writer.Write(
            [
                Message(topic + "/about",
                    $$$"""{"id":"NM-{{{number}}}","boot":1,"kind":"aed","name":"n","contact":{"name":"Bo","phone":"1390000000{{{number}}}"},"firmware":{"version":"0.1.0"}}"""),
                Message(topic + "/event",
                    $$$"""{"id":"NM-{{{number}}}","event":"door.opened","severity":"info","boot":1,"seq":1,"clock":"unsynced","uptimeMs":40,"data":{"compartment":"aed"}}"""),
            ], 1_780_000_000_000);
        }

        return store;
    }

    private static ReceivedMessage Message(string topic, string text) =>
        s_intake.Read(topic, Encoding.UTF8.GetBytes(text), false, 1_780_000_000_000, null);

    private sealed class Somebody(ClaimsPrincipal who) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(who));
    }
}
