using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The words that people write in a table, and what they mean there.</summary>
internal static partial class TableWords
{
    private static readonly string[] s_endings = ["管理局", "管理厅", "管理委员会", "委员会", "主管部门", "部门", "局", "厅", "委", "部", "办"];

    private static readonly Dictionary<string, string> s_departments = new()
    {
        ["卫生健康"] = "health",
        ["卫健"] = "health",
        ["卫生"] = "health",
        ["教育"] = "education",
        ["教体"] = "education",
        ["交通运输"] = "transport",
        ["交通"] = "transport",
        ["文化和旅游"] = "culture-tourism",
        ["文化旅游"] = "culture-tourism",
        ["文旅"] = "culture-tourism",
        ["旅游"] = "culture-tourism",
        ["体育"] = "sport",
        ["民政"] = "civil-affairs",
        ["应急管理"] = "emergency-management",
        ["应急"] = "emergency-management",
        ["公安"] = "public-security",
        ["住房和城乡建设"] = "housing",
        ["住房城乡建设"] = "housing",
        ["住建"] = "housing",
        ["红十字会"] = "red-cross",
        ["红十字"] = "red-cross",
        ["红会"] = "red-cross",
        ["商务"] = "commerce",
        ["民航"] = "civil-aviation",
        ["民用航空"] = "civil-aviation",
        ["铁路"] = "railway",
        ["机关事务"] = "government-offices",
        ["机关事务服务中心"] = "government-offices",
    };

    private static readonly Dictionary<string, string> s_kinds = new()
    {
        ["AED柜"] = "aed",
        ["AED机柜"] = "aed",
        ["急救箱柜"] = "kit",
        ["急救箱"] = "kit",
        ["急救包"] = "kit",
        ["应急救护一体机"] = "station",
        ["救护一体机"] = "station",
        ["一体机"] = "station",
        ["救护站"] = "station",
    };

    private static readonly Dictionary<string, string> s_access = new()
    {
        ["公众"] = "yes",
        ["公开"] = "yes",
        ["开放"] = "yes",
        ["对外开放"] = "yes",
        ["向公众开放"] = "yes",
        ["是"] = "yes",
        ["许可"] = "permissive",
        ["允许"] = "permissive",
        ["顾客"] = "customers",
        ["旅客"] = "customers",
        ["游客"] = "customers",
        ["内部"] = "private",
        ["仅内部"] = "private",
        ["本单位"] = "private",
        ["不开放"] = "no",
        ["否"] = "no",
    };

    /// <summary>What older tables had among the departments: a kind of owner.</summary>
    public const string Enterprise = "enterprise";

    /// <summary>Gets what means yes.</summary>
    public static IReadOnlyList<string> Yes { get; } = ["yes", "true", "1", "y", "是", "有", "室内", "√", "对"];

    /// <summary>Gets what means no.</summary>
    public static IReadOnlyList<string> No { get; } = ["no", "false", "0", "n", "否", "无", "没有", "室外", "×", "错"];

    /// <summary>The word of a column that a Chinese word stands for.</summary>
    /// <param name="column">The column's own name.</param>
    /// <param name="text">What stands there.</param>
    /// <returns>The word; the text itself where none is known.</returns>
    public static string Translate(string column, string text)
    {
        string plain = text.Replace(" ", string.Empty);
        return column switch
        {
            "sector" => Department(plain) ?? text,
            "kind" => s_kinds.GetValueOrDefault(plain.ToUpperInvariant()) ?? text,
            "access" => s_access.GetValueOrDefault(plain) ?? text,
            _ => text,
        };
    }

    /// <summary>What a word is called in Chinese.</summary>
    /// <param name="column">The column's own name.</param>
    /// <param name="word">The word.</param>
    /// <returns>The first Chinese word for it; the word itself where there is none.</returns>
    public static string InChinese(string column, string word)
    {
        Dictionary<string, string>? words = column switch { "sector" => s_departments, "kind" => s_kinds, "access" => s_access, _ => null };
        return words?.FirstOrDefault(pair => pair.Value == word).Key ?? word;
    }

    // 呼和浩特市教育局, 自治区体育局: whose department it is says its place.
    private static string? Department(string text) =>
        ItsDepartment(text) ?? (Owner().Replace(text, string.Empty) is { Length: > 0 } own && own != text ? ItsDepartment(own) : null);

    [GeneratedRegex("^.{0,12}?(自治区|[省市盟旗县区])(?=..)")]
    private static partial Regex Owner();

    private static string? ItsDepartment(string text)
    {
        if (s_departments.TryGetValue(text, out string? word))
        {
            return word;
        }

        foreach (string ending in s_endings.Where(ending => text.EndsWith(ending, StringComparison.Ordinal)))
        {
            if (s_departments.TryGetValue(text[..^ending.Length], out word))
            {
                return word;
            }
        }

        return null;
    }
}
