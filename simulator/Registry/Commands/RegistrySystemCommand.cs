using System.CommandLine;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry system</c>: which other systems may ask, and for what.</summary>
internal static class RegistrySystemCommand
{
    private static readonly AccountCommand s_systems = new(Account.System);

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create() => new("system",
        "Which other systems may use the API: each has a secret, with which it asks for tokens (OAuth 2.0 client credentials).")
    {
        CreateAdd(),
        s_systems.CreateList(),
        s_systems.Create("lock", "Locks a system; its tokens are good for nothing from then on.",
            (people, name) => people.LockAsync(name, true), new("系统“{0}”已锁定。", "\"{0}\" is locked.")),
        s_systems.Create("unlock", "Unlocks a system.", (people, name) => people.LockAsync(name, false),
            new("系统“{0}”已解锁。", "\"{0}\" is unlocked.")),
        s_systems.CreateGrant(),
        s_systems.Create("revoke", "Takes all roles from a system.", (people, name) => people.GrantAsync(name, []),
            new("系统“{0}”不再有任何权限。", "\"{0}\" has no role any more.")),
        s_systems.Create("remove", "Takes a system away; what it did stays in the audit log.",
            (people, name) => people.RemoveAsync(name), new("系统“{0}”已删除。", "\"{0}\" is removed.")),
        CreateSecret(),
    };

    private static Command CreateAdd()
    {
        Argument<string> name = AccountCommand.Name();
        GrantOptions grants = new();
        return s_systems.Complete(new Command("add", "Adds a system with a role and shows its secret, this once.") { name }, grants.AddTo,
            async (result, people, isChinese) =>
            {
                string secret = await people.AddSystemAsync(result.GetValue(name)!, [grants.Grant(result, isChinese)]);
                return Shown(result.GetValue(name)!, secret);
            });
    }

    private static Command CreateSecret()
    {
        Argument<string> name = AccountCommand.Name();
        return s_systems.Complete(
            new Command("secret", "Gives a system another secret and shows it, this once; the old one and its tokens end.") { name },
            _ => { }, async (result, people, _) =>
                Shown(people.Find(result.GetValue(name)!).Name, await people.RenewSecretAsync(result.GetValue(name)!)));
    }

    private static Wording Shown(string name, string secret) => new(
        $"系统“{name}”的密钥（只显示这一次）：{Environment.NewLine}{secret}",
        $"The secret of \"{name}\", shown this once:{Environment.NewLine}{secret}");
}
