using System.CommandLine;
using AedCabinet.Access;
using AedCabinet.Page.Words;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>The options that name a role and where it holds.</summary>
internal sealed class GrantOptions
{
    private const int PrefectureDigits = 4;

    private static readonly string[] s_roles = [.. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant())];

    private readonly Option<string> _role = new("--role")
    {
        Description = $"The role: {string.Join(", ", s_roles)}.",
        HelpName = "ROLE",
        Required = true,
    };

    private readonly Option<string[]> _prefecture = Several("--prefecture", "CODE",
        "Only in this prefecture, four digits such as 1501; may be given several times (default: all).");

    private readonly Option<string[]> _department = Several("--department", "NAME",
        "Only with this department's cabinets, as in topics, such as education; may be given several times (default: all).");

    private readonly Option<string[]> _cabinet = Several("--cabinet", "ID",
        "Only this cabinet; may be given several times. A keeper has those that are named here and no others.");

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _role.AcceptOnlyFromAmong(s_roles);
        foreach (Option option in new Option[] { _role, _prefecture, _department, _cabinet })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The grant that the command line names.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="isChinese">In which language to complain.</param>
    /// <returns>The grant.</returns>
    /// <exception cref="UserErrorException">It names what can't be.</exception>
    public Grant Grant(ParseResult result, bool isChinese)
    {
        Role role = Enum.Parse<Role>(result.GetValue(_role)!, ignoreCase: true);
        string[] prefectures = result.GetValue(_prefecture) ?? [];
        string[] departments = result.GetValue(_department) ?? [];
        string[] cabinets = result.GetValue(_cabinet) ?? [];
        Wording? wrong = prefectures.FirstOrDefault(code => code.Length != PrefectureDigits || !code.All(char.IsAsciiDigit))
            is { } prefecture
            ? new($"--prefecture：“{prefecture}”不是盟市代码，请用4位数字，如1501。",
                $"--prefecture: \"{prefecture}\" is no prefecture's code; use four digits, such as 1501.")
            : departments.FirstOrDefault(name => !PageText.Has("registry.sector." + name)) is { } department
            ? new($"--department：没有部门“{department}”；请用主题中的名称，如education、transport。",
                $"--department: there is no department \"{department}\"; use its name as in topics, such as education or transport.")
            : cabinets.FirstOrDefault(id => id.Length == 0 || id.IndexOfAny([',', ';', '/']) >= 0) is { } cabinet
            ? new($"--cabinet：“{cabinet}”不是机柜编号。", $"--cabinet: \"{cabinet}\" is no cabinet's id.")
            : role == Role.Keeper && cabinets.Length == 0
            ? new("--role keeper：请用--cabinet ID指定其维护的机柜。", "--role keeper: name the cabinets that are kept with --cabinet ID.")
            : null;
        return wrong is { } words ? throw new UserErrorException(words.In(isChinese), UserErrorException.WrongInput)
            : new Grant(role, prefectures, departments, cabinets);
    }

    private static Option<string[]> Several(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
