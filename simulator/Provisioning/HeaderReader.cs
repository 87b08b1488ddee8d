using System.Text.RegularExpressions;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Finds a table's header below titles and remarks, and identifies its columns.</summary>
/// <param name="add">Receives a problem: line, place, in Chinese, in English, whether it may be as it should.</param>
internal sealed partial class HeaderReader(Action<int, string, string, string, bool> add)
{
    // Titles, empty lines and dates of issue. A table with more lines above its header is refused.
    private const int MostAbove = 10;

    // A single column name may occur in any text.
    private const int LeastColumns = 2;

    private const int MostNamed = 10;
    private const int MostNameLength = 20;

    private readonly List<int> _above = [];
    private int _firstLine;

    /// <summary>Gets the header; <c>null</c> until it is found.</summary>
    public TableHeader? Header { get; private set; }

    /// <summary>Gets a value indicating whether there is no use in looking further.</summary>
    public bool HasGivenUp => Header is null && _above.Count >= MostAbove;

    /// <summary>Gets a value indicating whether lines were there, in none of which columns are named.</summary>
    public bool HasOnlyOthers => Header is null && _above.Count > 0;

    /// <summary>Gets a value indicating whether the first line that was no header is written in Chinese.</summary>
    public bool IsChinese { get; private set; }

    /// <summary>Takes a line for the header if it names columns.</summary>
    /// <param name="values">The line's values.</param>
    /// <param name="line">Its number.</param>
    /// <returns>Each column's own name: empty for one that nobody asked for, <c>null</c> for one without a name; <c>null</c> when the line
    /// is no header.</returns>
    public string?[]? TryRead(string[] values, int line)
    {
        string[] names = [.. values.Select(value => LineBreaks().Replace(value, string.Empty))];
        CabinetColumn?[] found = [.. names.Select(Find)];
        if (found.Count(column => column is not null) < LeastColumns)
        {
            if (Array.Exists(names, name => name.Length > 0))
            {
                _firstLine = _above.Count == 0 ? line : _firstLine;
                IsChinese |= _above.Count == 0 && Array.Exists(names, name => name.Any(c => c is >= '\u4e00' and <= '\u9fff'));
                _above.Add(line);
            }

            return null;
        }

        Read(names, found, line);
        return [.. names.Select((name, i) => name.Length == 0 ? null : found[i]?.Name ?? string.Empty)];
    }

    /// <summary>Notes that no line names columns.</summary>
    public void TellNone() => add(
        _firstLine,
        string.Empty,
        "这里和下面都没有列名；第一行应是列名：编号,类型,盟市代码,旗县代码,归口部门…（全部列名见 provision columns）。",
        "neither here nor below are the columns named; the first line should name them: id,kind,prefecture,county,sector… (\"provision "
            + "columns\" lists them all).",
        false);

    private static CabinetColumn? Find(string name) =>
        name.Length == 0 ? null : CabinetColumns.Find(name) ?? CabinetColumns.Find(Plain(name));

    // 联系电话*, 纬度（WGS-84）, "AED 型号": marks and remarks that people put behind a name.
    private static string Plain(string name) => Remark().Replace(Blanks().Replace(name, string.Empty), string.Empty);

    private static string Clip(string name) => name.Length <= MostNameLength ? name : name[..MostNameLength] + "…";

    private void Read(string[] names, CabinetColumn?[] found, int line)
    {
        Dictionary<string, string> written = [];
        Dictionary<string, List<string>> doubled = [];
        int chinese = 0;
        for (int i = 0; i < names.Length; i++)
        {
            if (found[i] is { } column)
            {
                chinese += Plain(names[i]).StartsWith(column.Name, StringComparison.OrdinalIgnoreCase) ? -1 : 1;
                if (!written.TryAdd(column.Name, names[i]))
                {
                    doubled.TryAdd(column.Name, [written[column.Name]]);
                    doubled[column.Name].Add(names[i]);
                }
            }
        }

        Header = new TableHeader(chinese > 0, written);
        if (_above.Count > 0)
        {
            add(_firstLine, string.Empty, $"列名在第{line}行；上面的不是列名，未读取。",
                $"the columns are named on line {line}; what stands above was left unread.", true);
        }

        foreach (List<string> same in doubled.Values)
        {
            string all = string.Join(", ", same.Distinct());
            bool differ = same.Distinct().Count() > 1;
            string times = same.Count == 2 ? "twice" : $"{same.Count} times";
            add(line, same[^1], $"这一列出现了{(same.Count == 2 ? "两" : same.Count)}次{(differ ? $"（{all}是同一列）" : string.Empty)}；请只留一列。",
                $"the column is there {times}{(differ ? $" ({all} are one)" : string.Empty)}; keep one of them.", false);
        }

        HashSet<CabinetColumn> misspelt = TellUnknown([.. names.Where((name, i) => name.Length > 0 && found[i] is null)], line);
        foreach (CabinetColumn column in CabinetColumns.All.Where(
            item => item.IsRequired && !written.ContainsKey(item.Name) && !misspelt.Contains(item)))
        {
            add(line, Header.NameOf(column.Name), $"缺少这一列（{column.Name}）。",
                $"the column is missing ({column.Chinese}): {column.Meaning}.", false);
        }
    }

    // An unknown column does no harm, unless it is a misspelt required one.
    private HashSet<CabinetColumn> TellUnknown(string[] unknown, int line)
    {
        HashSet<CabinetColumn> misspelt = [];
        const int MostLooked = 50;
        string[] asked = [.. CabinetColumns.All.Where(column => !Header!.Written.ContainsKey(column.Name))
            .SelectMany(column => new[] { column.Name, column.Chinese })];
        List<string> extra = [];
        foreach (string name in unknown)
        {
            if (extra.Count < MostLooked && name.Length <= MostNameLength && Nearest.Of(name, asked) is { } near)
            {
                misspelt.Add(CabinetColumns.Find(near)!);
                add(line, name, $"没有这样的列；是不是“{near}”？", $"there is no such column; did you mean \"{near}\"?", false);
            }
            else
            {
                extra.Add(name);
            }
        }

        if (extra.Count > 0)
        {
            string names = string.Join(", ", extra.Take(MostNamed).Select(Clip)) + (extra.Count > MostNamed ? " …" : string.Empty);
            add(line, string.Empty, $"不需要的列，未读取：{names}。",
                $"columns that are not asked for were left unread: {names}; \"provision columns\" lists those that are.", true);
        }

        return misspelt;
    }

    [GeneratedRegex(@"\s")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\r\n]+")]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"([*＊:：]|[（(【\[].*)$")]
    private static partial Regex Remark();
}
