using System.CommandLine;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry user</c>: who may log in, and what they may do.</summary>
internal static class RegistryUserCommand
{
    private static readonly AccountCommand s_people = new(Account.Person);

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create() => new("user",
        "Who may log in at the page, and what they may do there. Passwords are asked for on the terminal, or read from standard input.")
    {
        CreateAdd(),
        s_people.CreateList(),
        s_people.Create("lock", "Locks an account and ends its sessions.", (people, name) => people.LockAsync(name, true),
            new("账号“{0}”已锁定。", "\"{0}\" is locked.")),
        s_people.Create("unlock", "Unlocks an account that was locked, by hand or after failures.",
            (people, name) => people.LockAsync(name, false), new("账号“{0}”已解锁。", "\"{0}\" is unlocked.")),
        s_people.CreateGrant(),
        s_people.Create("revoke", "Takes all roles from an account; grant gives it others.", (people, name) => people.GrantAsync(name, []),
            new("账号“{0}”不再有任何权限。", "\"{0}\" has no role any more.")),
        s_people.Create("remove", "Takes an account away; what it did stays in the audit log.", (people, name) => people.RemoveAsync(name),
            new("账号“{0}”已删除。", "\"{0}\" is removed.")),
        CreatePassword(),
        s_people.Create("forget-second", "Takes an account's second factor away, whose telephone is lost.",
            (people, name) => people.ForgetSecondAsync(name),
            new("账号“{0}”不再要求第二步验证。", "\"{0}\" is asked for no second factor any more.")),
    };

    private static Command CreateAdd()
    {
        Argument<string> name = AccountCommand.Name();
        GrantOptions grants = new();
        return s_people.Complete(new Command("add", "Adds an account with a role; grant gives it more.") { name }, grants.AddTo,
            async (result, people, isChinese) =>
            {
                Grant grant = grants.Grant(result, isChinese);
                await people.AddAsync(result.GetValue(name)!, PasswordPrompt.Ask(isChinese), [grant]);
                return new($"账号“{result.GetValue(name)}”已添加。", $"\"{result.GetValue(name)}\" is added.");
            });
    }

    private static Command CreatePassword()
    {
        Argument<string> name = AccountCommand.Name();
        return s_people.Complete(
            new Command("password", "Gives an account another password, ends its sessions and its lock after failures.") { name },
            _ => { }, async (result, people, isChinese) =>
            {
                Account account = people.Find(result.GetValue(name)!);
                await people.SetPasswordAsync(account.Name, PasswordPrompt.Ask(isChinese));
                return new($"账号“{account.Name}”的密码已更改。", $"The password of \"{account.Name}\" is changed.");
            });
    }
}
