using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Accounts;

/// <summary>An account can't be made or changed; nothing was.</summary>
/// <param name="fault">Why.</param>
/// <param name="name">The account's name.</param>
public sealed class AccountException(AccountFault fault, string name) : Exception(WordsOf(fault, name).En)
{
    /// <summary>Gets what is wrong and what to do, in both languages.</summary>
    public Wording Words => WordsOf(fault, name);

    private static Wording WordsOf(AccountFault fault, string name) => fault switch
    {
        AccountFault.Unknown => new($"没有名为“{name}”的账号；registry user list（系统：registry system list）列出全部账号。",
            $"There is no account \"{name}\"; registry user list (of systems: registry system list) names all."),
        AccountFault.Taken => new($"已有名为“{name}”的账号；请另取名称，或用registry user grant（系统：registry system grant）更改其权限。",
            $"There is an account \"{name}\" already; choose another name, or change its roles with registry user grant (of systems: "
                + $"registry system grant)."),
        AccountFault.Name => new(string.Create(CultureInfo.InvariantCulture, $"账号名须为1至{Account.MaxNameLength}个字符，不含控制字符。"),
            string.Create(CultureInfo.InvariantCulture,
                $"A name has 1 to {Account.MaxNameLength} characters, none of them a control character.")),
        AccountFault.Password => new(
            string.Create(CultureInfo.InvariantCulture, $"密码至少{AccountServices.MinPasswordLength}个字符；长句子既安全又好记。"),
            string.Create(CultureInfo.InvariantCulture,
                $"A password has at least {AccountServices.MinPasswordLength} characters; a long sentence is safe and easy to keep "
                    + $"in mind.")),
        AccountFault.Changed => new($"账号“{name}”刚被他人更改；请重试。",
            $"Somebody else has just changed the account \"{name}\"; try again."),
        _ => new($"“{name}”是最后一名可用的系统管理员（全域）；请先添加另一名系统管理员。",
            $"\"{name}\" is the last administrator of everything who can log in; add another first."),
    };
}
