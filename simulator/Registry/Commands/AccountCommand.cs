using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary>What the commands for accounts of people and those for systems have in common.</summary>
/// <param name="kind">Whose they are, <see cref="Account.Person"/> or <see cref="Account.System"/>.</param>
internal sealed class AccountCommand(string kind)
{
    private const int SecondFactorColumn = 2;

    /// <summary>The argument that names an account.</summary>
    /// <returns>The argument.</returns>
    public static Argument<string> Name() => new("NAME") { Description = "The account's name.", HelpName = "NAME" };

    /// <summary>Builds <c>list</c>.</summary>
    /// <returns>The command.</returns>
    public Command CreateList() => Complete(new Command("list", "Names all of them, their roles and where these hold."), _ => { },
        (_, people, isChinese) =>
        {
            (Wording Heading, Func<Account, string> Cell)[] columns =
            [
                (new("账号", "name"), account => account.Name),
                (new("权限", "roles"), account => string.Join("\n", account.Grants.Select(grant => grant.ToClaim()))),
                (new("第二步验证", "second factor"),
                    account => (account.IsSecondOn ? new Wording("是", "yes") : new Wording("否", "no")).In(isChinese)),
                (new("状态", "state"), account => account.IsLocked ? new Wording("已锁定", "locked").In(isChinese) : string.Empty),
                (new("添加日期", "added"), account => account.Made.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ];

            // A system has a secret and no second factor.
            columns = [.. columns.Where((_, column) => kind == Account.Person || column != SecondFactorColumn)];
            Table table = RegistryTables.Create([.. columns.Select(column => column.Heading.In(isChinese))]);
            foreach (Account account in people.All())
            {
                table.Add([.. columns.Select(column => column.Cell(account))]);
            }

            table.Print();
            return Task.FromResult<Wording?>(null);
        });

    /// <summary>Builds <c>grant</c>.</summary>
    /// <returns>The command.</returns>
    public Command CreateGrant()
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

    /// <summary>Builds a command that does one thing to one account.</summary>
    /// <param name="verb">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="act">Does it.</param>
    /// <param name="done">What is said then, with a place for the account's name.</param>
    /// <returns>The command.</returns>
    public Command Create(string verb, string description, Func<People, string, Task> act, Wording done)
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

    /// <summary>Completes a command: the store, the language, and what goes wrong in words.</summary>
    /// <param name="command">The command.</param>
    /// <param name="addOptions">Adds its own options.</param>
    /// <param name="act">What it does; gives what is said then, or <c>null</c>.</param>
    /// <returns>The command.</returns>
    public Command Complete(Command command, Action<Command> addOptions, Func<ParseResult, People, bool, Task<Wording?>> act)
    {
        StoreOptions store = new();
        LanguageOption language = new();
        addOptions(command);
        store.AddTo(command);
        command.Options.Add(language.Option);
        command.SetAction((result, _) => RunAsync(store.Store(result), command.Name, language.IsChinese(result),
            people => act(result, people, language.IsChinese(result))));
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

    private async Task RunAsync(LedgerStore kept, string verb, bool isChinese, Func<People, Task<Wording?>> act)
    {
        if (kept.File is { } file && verb == "add" && !File.Exists(file))
        {
            // The first administrator may come before the registry's first start.
            kept.OpenForIngest().Dispose();
        }

        await using ServiceProvider parts = Parts(kept);
        await using AsyncServiceScope scope = parts.CreateAsyncScope();
        People people = scope.ServiceProvider.GetRequiredService<People>();
        people.Kind = kind;
        try
        {
            if (await act(people) is { } words)
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
    }
}
