using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Desktop.Tests.Registry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>SPEC §18: systems use OAuth 2 client credentials; names of people are kept no longer than set.</summary>
[TestClass]
public class SystemTests : StoreTests
{
    [TestMethod]
    public async Task A_system_gets_a_token_for_its_secret_and_what_it_may_do_ends_with_a_lock()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        string secret = string.Empty;
        await ChangeAsync(async people => secret = await people.AddSystemAsync("responders", [new Grant(Role.Administrator, [], [], [])]));
        using HttpClient http = host.Open();

        Assert.AreEqual(HttpStatusCode.Unauthorized, (await AskAsync("responders", "wrong")).Status);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await AskAsync("nobody", secret)).Status);
        (HttpStatusCode status, JsonNode answer) = await AskAsync("responders", secret);
        Assert.AreEqual(HttpStatusCode.OK, status, answer.ToJsonString());
        Assert.AreEqual("Bearer", (string?)answer["token_type"]);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer["access_token"]!);

        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/audit")).StatusCode);
        await ChangeAsync(people => people.GrantAsync("responders", [new Grant(Role.Feed, [], [], [])]));
        Assert.AreEqual(HttpStatusCode.Forbidden, (await http.GetAsync("/audit")).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/v1/cabinets")).StatusCode);
        await ChangeAsync(people => people.GrantAsync("responders", [new Grant(Role.Administrator, [], [], [])]));
        await ChangeAsync(people => people.LockAsync("responders", true));
        Assert.AreEqual(HttpStatusCode.Forbidden, (await http.GetAsync("/audit")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await AskAsync("responders", secret)).Status);
        using HttpClient person = host.Open();
        using HttpResponseMessage login = await RegistryHost.SendAsync(person, "/login", "/login", ("name", "responders"),
            ("password", secret));
        Assert.AreEqual(HttpStatusCode.BadRequest, login.StatusCode);
        Assert.AreEqual(1, host.Audit().Count(entry => entry is { Action: AuditActions.Login, Who: "responders", IsAllowed: true }));
        string? error = null;
        for (int tries = 0; tries < 40 && error != "slow_down"; tries++)
        {
            error = (string?)(await AskAsync("responders", "guessed")).Answer["error"];
        }

        Assert.AreEqual("slow_down", error);

        async Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(string id, string key)
        {
            using HttpClient asking = host.Open();
            using HttpResponseMessage response = await asking.PostAsync("/connect/token", new FormUrlEncodedContent(
                new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = key }));
            return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
        }

        Task ChangeAsync(Func<People, Task> change) => host.ChangeAsync(people =>
        {
            people.Kind = Account.System;
            return change(people);
        });
    }

    [TestMethod]
    public void A_name_goes_when_it_was_kept_long_enough_and_what_was_done_stays()
    {
        using TestStore store = NewStore();
        store.Store.OpenForIngest().Dispose();
        Day clock = new() { Now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) };
        using LedgerAuditLog log = new(store.Store);
        using AccountBook book = new(store.Store);
        Assert.IsTrue(book.TryAdd(new Account { Name = "stays", NormalizedName = "STAYS" }));
        foreach (string name in new[] { "gone", "stays" })
        {
            log.Add(new AuditEntry(clock.Now, name, "192.0.2.7", AuditActions.Login, null, true));
        }

        using PeopleKeeping keeping = new(store.Store, TimeSpan.FromDays(30), clock, NullLogger<PeopleKeeping>.Instance);
        clock.Now += TimeSpan.FromDays(29);
        Assert.AreEqual(0, keeping.Forget());
        clock.Now += TimeSpan.FromDays(2);
        Assert.AreEqual(1, keeping.Forget());

        Assert.Contains("stays", log.Read(new AuditFilter(), 0, 10)[0].Who);
        Assert.StartsWith("#", log.Read(new AuditFilter(), 0, 10)[1].Who);
    }

    private sealed class Day : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
