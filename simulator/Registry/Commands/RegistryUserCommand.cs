using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Identity;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry user</c>: who may log in, and what they may do.</summary>
internal static class RegistryUserCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Command command = new("user",
            "Who may log in at the page, and what they may do there. Passwords are asked for on the terminal, or read from standard input.")
        {
            CreateAdd(),
            CreateList(),
            Create("lock", "Locks an account and ends its sessions.", (people, name) => people.LockAsync(name, true),
                new("账号“{0}”已锁定。", "\"{0}\" is locked.")),
            Create("unlock", "Unlocks an account that was locked, by hand or after failures.",
                (people, name) => people.LockAsync(name, false), new("账号“{0}”已解锁。", "\"{0}\" is unlocked.")),
            CreateGrant(),
            Create("revoke", "Takes all roles from an account; grant gives it others.", (people, name) => people.GrantAsync(name, []),
                new("账号“{0}”不再有任何权限。", "\"{0}\" has no role any more.")),
            Create("remove", "Takes an account away; what it did stays in the audit log.", (people, name) => people.RemoveAsync(name),
                new("账号“{0}”已删除。", "\"{0}\" is removed.")),
            CreatePassword(),
            Create("forget-second", "Takes an account's second factor away, whose telephone is lost.",
                (people, name) => people.ForgetSecondAsync(name),
                new("账号“{0}”不再要求第二步验证。", "\"{0}\" is asked for no second factor any more.")),
        };
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The account's name.", HelpName = "NAME" };

    private static Command CreateAdd()
    {
        Argument<string> name = Name();
        GrantOptions grants = new();
        return Complete(new Command("add", "Adds an account with a role; grant gives it more.") { name }, grants.AddTo,
            async (result, people, isChinese) =>
            {
                Grant grant = grants.Grant(result, isChinese);
                await people.AddAsync(result.GetValue(name)!, PasswordPrompt.Ask(isChinese), [grant]);
                return new($"账号“{result.GetValue(name)}”已添加。", $"\"{result.GetValue(name)}\" is added.");
            });
    }

    private static Command CreateGrant()
    {
        Argument<string> name = Name();
        GrantOptions grants = new();
        return Complete(new Command("grant", "Gives an account one more role.") { name }, grants.AddTo,
            async (result, people, isChinese) =>
            {
                Grant grant = grants.Grant(result, isChinese);
                Account account = people.Find(result.GetValue(name)!);
                await people.GrantAsync(account.Name,
                    [.. account.Grants.Where(one => one.ToClaim() != grant.ToClaim()), grant]);
                return new($"账号“{account.Name}”的权限已更改。", $"The roles of \"{account.Name}\" are changed.");
            });
    }

    private static Command CreatePassword()
    {
        Argument<string> name = Name();
        return Complete(new Command("password", "Gives an account another password, ends its sessions and its lock after failures.")
        {
            name,
        }, _ => { }, async (result, people, isChinese) =>
        {
            Account account = people.Find(result.GetValue(name)!);
            await people.SetPasswordAsync(account.Name, PasswordPrompt.Ask(isChinese));
            return new($"账号“{account.Name}”的密码已更改。", $"The password of \"{account.Name}\" is changed.");
        });
    }

    private static Command CreateList() => Complete(new Command("list", "Names all accounts, their roles and where these hold."), _ => { },
        (_, people, isChinese) =>
        {
            Table table = RegistryTables.Create(new Wording("账号", "name").In(isChinese), new Wording("权限", "roles").In(isChinese),
                new Wording("第二步验证", "second factor").In(isChinese), new Wording("状态", "state").In(isChinese),
                new Wording("添加日期", "added").In(isChinese));
            foreach (Account account in people.All())
            {
                table.Add(account.Name, string.Join("\n", account.Grants.Select(grant => grant.ToClaim())),
                    account.IsSecondOn ? new Wording("是", "yes").In(isChinese) : new Wording("否", "no").In(isChinese),
                    account.IsLocked ? new Wording("已锁定", "locked").In(isChinese) : string.Empty,
                    account.Made.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }

            table.Print();
            return Task.FromResult<Wording?>(null);
        });

    private static Command Create(string verb, string description, Func<People, string, Task> act, Wording done)
    {
        Argument<string> name = Name();
        return Complete(new Command(verb, description) { name }, _ => { }, async (result, people, _) =>
        {
            string wanted = people.Find(result.GetValue(name)!).Name;
            await act(people, wanted);
            return new Wording(string.Format(CultureInfo.InvariantCulture, done.Zh, wanted),
                string.Format(CultureInfo.InvariantCulture, done.En, wanted));
        });
    }

    private static Command Complete(Command command, Action<Command> addOptions,
        Func<ParseResult, People, bool, Task<Wording?>> act)
    {
        StoreOptions store = new();
        LanguageOption language = new();
        addOptions(command);
        store.AddTo(command);
        command.Options.Add(language.Option);
        command.SetAction(async (result, _) =>
        {
            bool isChinese = language.IsChinese(result);
            LedgerStore kept = store.Store(result);
            if (kept.File is { } file && command.Name == "add" && !File.Exists(file))
            {
                // The first administrator may come before the registry's first start.
                kept.OpenForIngest().Dispose();
            }

            await using ServiceProvider parts = Parts(kept);
            await using AsyncServiceScope scope = parts.CreateAsyncScope();
            try
            {
                Wording? said = await act(result, scope.ServiceProvider.GetRequiredService<People>(), isChinese);
                if (said is { } words)
                {
                    Console.Out.WriteLine(words.In(isChinese));
                }
            }
            catch (AccountException exception)
            {
                throw new UserErrorException(exception.Words.In(isChinese), UserErrorException.WrongInput);
            }
            catch (DbException exception)
            {
                throw new UserErrorException(new Wording($"{kept.Name}：{exception.Message}；没有更改任何内容，请重试。",
                    $"{kept.Name}: {exception.Message}; nothing was changed, try again.").In(isChinese), UserErrorException.Environment);
            }
        });
        return command;
    }

    private static ServiceProvider Parts(LedgerStore store)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IAuditLog>(_ => new LedgerAuditLog(store));
        AccountServices.AddIdentity(services, store);
        return services.BuildServiceProvider();
    }
}
