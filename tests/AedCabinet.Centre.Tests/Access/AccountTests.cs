using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>SPEC §18: accounts and the audit log in the registry's own database.</summary>
[TestClass]
public class AccountTests : StoreTests
{
    [TestMethod]
    public async Task What_can_not_be_is_refused_with_its_reason_and_changes_nothing()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(NewStore());
        await host.AddAsync("root", Grant.Everywhere(Role.Administrator));

        await RefusedAsync(AccountFault.Taken, "ROOT", people => people.AddAsync("ROOT", RegistryHost.Password, []));
        await RefusedAsync(AccountFault.Password, "Li", people => people.AddAsync("Li", "short", []));
        await RefusedAsync(AccountFault.Name, " ", people => people.AddAsync(" ", RegistryHost.Password, []));
        await RefusedAsync(AccountFault.Name, "x", people => people.AddAsync(new string('x', 65), RegistryHost.Password, []));
        await RefusedAsync(AccountFault.Unknown, "Li", people => people.LockAsync("Li", true));
        await RefusedAsync(AccountFault.Password, "root", people => people.SetPasswordAsync("root", "short"));
        await RefusedAsync(AccountFault.LastAdministrator, "root", people => people.LockAsync("root", true));
        await RefusedAsync(AccountFault.LastAdministrator, "root", people => people.RemoveAsync("root"));
        await RefusedAsync(AccountFault.LastAdministrator, "root",
            people => people.GrantAsync("root", [new Grant(Role.Administrator, ["1501"], [], [])]));

        Account root = host.Accounts.All().Single();
        Assert.AreEqual("Administrator;;;", root.Grants.Single().ToClaim());
        Assert.IsFalse(root.IsLocked);
        Assert.HasCount(1, host.Audit());

        async Task RefusedAsync(AccountFault fault, string name, Func<People, Task> change)
        {
            AccountException told = await Assert.ThrowsExactlyAsync<AccountException>(() => host.ChangeAsync(change));
            Assert.AreEqual(new AccountException(fault, name).Words, told.Words);
        }
    }

    [TestMethod]
    public void Of_two_changes_of_one_account_at_the_same_time_the_second_is_told_and_not_lost()
    {
        using TestStore store = NewStore();
        store.Store.OpenForIngest().Dispose();
        using AccountBook book = new(store.Store);
        Assert.IsTrue(book.TryAdd(new Account { Name = "Li", NormalizedName = "LI", Grants = [Grant.Everywhere(Role.Feed)] }));
        Account one = book.ByName("LI")!;
        Account other = book.ByName("LI")!;
        one.Failures = 1;
        other.Failures = 7;

        Assert.IsTrue(book.TryChange(one));
        Assert.IsFalse(book.TryChange(other));
        Assert.AreEqual(1, book.ByName("LI")!.Failures);
        Assert.HasCount(1, book.ByName("LI")!.Grants);
    }

    [TestMethod]
    public void The_audit_log_is_only_added_to_and_is_read_the_newest_first()
    {
        using TestStore store = NewStore();
        store.Store.OpenForIngest().Dispose();
        using LedgerAuditLog log = new(store.Store);
        DateTimeOffset at = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        log.Add(new AuditEntry(at, "Li", "192.0.2.7", AuditActions.Command, "NM-1", true, "locate"));
        log.Add(new AuditEntry(at.AddMinutes(1), "王敏", "192.0.2.8", AuditActions.Refused, "NM-2", false));
        log.Add(new AuditEntry(at.AddMinutes(2), string.Empty, "192.0.2.9", AuditActions.Login, null, false, "unknown name", "Li"));

        Assert.Contains("only added to", Assert.Throws<Exception>(() => store.Change("UPDATE audit SET who = 1")).Message);
        Assert.Contains("only added to", Assert.Throws<Exception>(() => store.Change("DELETE FROM audit")).Message);
        CollectionAssert.AreEqual(new[] { AuditActions.Login, AuditActions.Refused, AuditActions.Command },
            log.Read(new AuditFilter(), 0, 10).Select(entry => entry.Action).ToArray());
        AuditEntry first = log.Read(new AuditFilter { Who = "Li" }, 0, 10).Single();
        Assert.AreEqual(new AuditEntry(at, "Li", "192.0.2.7", AuditActions.Command, "NM-1", true, "locate"), first);
        Assert.HasCount(2, log.Read(new AuditFilter { IsAllowed = false }, 0, 10));
        Assert.HasCount(1, log.Read(new AuditFilter { Action = "ref", Cabinet = "NM-2", Since = at, Before = at.AddHours(1) }, 0, 10));
        Assert.HasCount(1, log.Read(new AuditFilter(), 2, 10));
    }
}
