using System.Text.RegularExpressions;
using AedCabinet.Api.Problems;
using AedCabinet.Contract;
using AedCabinet.Feeds;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Events;

/// <summary>What the filter of a feed must keep to.</summary>
internal static partial class FeedFilterRules
{
    private const int Most = 64;

    private static readonly string[] s_severities = [.. Enum.GetValues<Severity>().Select(EventCatalog.NameOf)];

    /// <summary>Judges one.</summary>
    /// <param name="place">In what part of the request it is; in a query a value may be a list with commas.</param>
    /// <param name="types">The types.</param>
    /// <param name="severities">The severities.</param>
    /// <param name="prefectures">The prefectures.</param>
    /// <param name="departments">The departments.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ProblemException">Something of it can't be; all that is wrong is told at once.</exception>
    public static FeedFilter Judge(FaultPlace place, IReadOnlyList<string>? types, IReadOnlyList<string>? severities,
        IReadOnlyList<string>? prefectures, IReadOnlyList<string>? departments)
    {
        List<Fault> faults = [];
        string list = string.Join(", ", s_severities);
        FeedFilter filter = new()
        {
            Types = Check("type", "types", types, text => TypeForm().IsMatch(text),
                new Wording("请用类型，例如aed.cabinet.aed.removed；一类全部用aed.incident.*。",
                "Use types such as aed.cabinet.aed.removed, or aed.incident.* for all of an area.")),
            Severities = Check("severity", "severities", severities, text => s_severities.Contains(text),
                new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")),
            Prefectures = Check("prefecture", "prefectures", prefectures, text => text.Length == 4 && text.All(char.IsAsciiDigit),
                new Wording("请用GB/T 2260代码的4位数字。", "Use 4 digits of a GB/T 2260 code.")),
            Departments = Check("department", "departments", departments,
                text => text.Length is > 0 and <= 32 && text.All(sign => sign is '-'
                or (>= 'a' and <= 'z')), new Wording("请用主题中的部门名，例如culture-tourism。",
                "Use a department's name as in topics, for example culture-tourism.")),
        };
        return faults.Count == 0 ? filter : throw new ProblemException(ProblemKind.Invalid, null, faults);

        string[] Check(string name, string member, IReadOnlyList<string>? asked, Func<string, bool> isRight, Wording words)
        {
            string[] values = [.. (asked ?? []).SelectMany(text => place == FaultPlace.Pointer ? [text ?? string.Empty]
                : text.Split(',')).Distinct()];
            string called = place == FaultPlace.Pointer ? "/" + member : name;
            if (values.Length > Most)
            {
                faults.Add(new Fault(place, called, new Wording($"最多{Most}个。", $"At most {Most}.")));
            }
            else if (!values.All(isRight))
            {
                faults.Add(new Fault(place, called, words));
            }

            return values;
        }
    }

    [GeneratedRegex(@"^aed\.([a-z0-9-]+\.)*([a-z0-9-]+|\*)\z")]
    private static partial Regex TypeForm();
}
