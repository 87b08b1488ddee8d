using System.Text;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The columns that a table of cabinets may have.</summary>
public static class CabinetColumns
{
    /// <summary>The cabinet's id.</summary>
    public const string Id = "id";

    /// <summary>The word for an expendable without an expiry date.</summary>
    public const string NoDate = "none";

    /// <summary>Gets the columns, in the order of the handbook.</summary>
    public static IReadOnlyList<CabinetColumn> All { get; } =
    [
        new(Id, "编号", true,
            "the cabinet's id: letters, digits, `.`, `_`, `-`, beginning and ending with a letter or digit, at most 32; also its folder, "
                + "its user and its MQTT client id; no two alike, whatever their case"),
        new("kind", "类型", true, "`aed` (AED柜), `kit` (急救箱柜, first-aid kit only) or `station` (应急救护一体机, both, with SOS)"),
        new("prefecture", "盟市代码", true, "GB/T 2260 code of 4 digits"),
        new("county", "旗县代码", true, "GB/T 2260 code of 6 digits, beginning with the prefecture's"),
        new("sector", "归口部门", true,
            "the department that owns the data, for example `transport` or 交通运输; 企业 is an owner's kind, not a department"),
        new("name", "名称", true, "what people call the cabinet"),
        new("site", "设置单位", true, "the place it belongs to"),
        new("where", "位置", true, "how to find it there"),
        new("floor", "楼层", false, "the floor as China counts: 1 or 一层 is the ground floor, -1 or B1 the one below"),
        new("indoor", "室内", false, "yes or no (no)"),
        new("mobile", "移动", false, "yes on a bus or train (no)"),
        new("access", "开放", false,
            "`yes` (公众), `permissive` (许可), `customers` (顾客), `private` (内部) or `no` (不开放), as OpenStreetMap has it"),
        new("hours", "开放时间", false,
            "when it can be reached: `24/7`, `Mo-Fr 08:00-17:00; PH off` (OpenStreetMap's syntax), or 全天, 周一至周五 8:00-17:00"),
        new("lat", "纬度", false, "latitude in degrees, WGS-84 (not a map's GCJ-02), 18 to 54"),
        new("lon", "经度", false, "longitude in degrees, WGS-84, 73 to 136"),
        new("contactName", "联系人", true, "who looks after it"),
        new("contactPhone", "联系电话", true, "digits, spaces, `+`, `-`, brackets, and an extension after `转` or `x`; with its area code"),
        new("trainedResponders", "取证救护员人数", false, "how many trained people are near, 0 to 100000"),
        new("aedModel", "AED型号", false, "the AED's model; required with an AED"),
        new("aedSerial", "AED序列号", false, "the AED's serial number; required with an AED"),
        new("padsExpire", "电极片有效期", false,
            "the date on the AED's pads, `2028-06-30` or `2028/6/30`; `none` (`无`) when it bears none; required with an AED"),
        new("batteryExpire", "AED电池有效期", false, "the date on the AED's battery; as `padsExpire`"),
        new("kitExpire", "急救箱有效期", false, "the earliest date in the first-aid kit; required with a kit, as `padsExpire`"),
        new("lastInspection", "最近巡检", false, "the day somebody last inspected it, not in the future"),
        new("profile", "指示灯配置", false, "how the AED shows that it is ready, one of `firmware/profiles`; empty: not read, inspected daily"),
        new("board", "控制板", false, "one of `hardware/boards` (the site's `board`)"),
        new("insideProbe", "柜内探头", false, "the 16 hexadecimal digits of the DS18B20 inside; needed where an outside probe shares its bus"),
        new("outsideProbe", "柜外探头", false, "those of the DS18B20 outside"),
        new("probeFitted", "有探头", false, "yes or no (yes with an AED)"),
        new("heaterFitted", "有加热器", false, "yes or no (yes with an AED)"),
        new("fanFitted", "有风扇", false, "yes or no (no)"),
        new("mainsFitted", "有市电", false, "yes or no (yes with an AED); a kit without mains sleeps between its reports"),
        new("batteryFitted", "有蓄电池", false, "whether the battery's voltage is measured, yes or no (no with an AED)"),
        new("presenceFitted", "有在位开关", false, "whether a switch sees the AED in its place, yes or no (yes)"),
        new("tamperFitted", "有防拆开关", false, "yes or no (yes)"),
        new("lockFitted", "有门锁", false, "yes or no (no)"),
    ];

    // Names that older tables have.
    private static readonly (string Old, string Name)[] s_former =
    [
        ("急救包有效期", "kitExpire"), ("箱内探头", "insideProbe"), ("箱外探头", "outsideProbe"), ("救护员人数", "trainedResponders"), ("有电池",
            "batteryFitted"), ("管理员", "contactName"), ("管理员电话", "contactPhone"),
    ];

    private static readonly Dictionary<string, CabinetColumn> s_byHeader = All
        .SelectMany(column => new[] { (Header: column.Name, column), (Header: column.Chinese, column) })
        .Concat(s_former.Select(pair => (Header: pair.Old, column: All.First(column => column.Name == pair.Name))))
        .ToDictionary(pair => pair.Header, pair => pair.column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a column by a header.</summary>
    /// <param name="header">The header, in either language and any case.</param>
    /// <returns>The column, or <c>null</c>.</returns>
    public static CabinetColumn? Find(string header) => s_byHeader.GetValueOrDefault(header);

    /// <summary>The handbook's table.</summary>
    /// <returns>Markdown.</returns>
    public static string Text()
    {
        StringBuilder text = new("| column | 列名 | required | what (default) |\n|---|---|---|---|\n");
        foreach (CabinetColumn column in All)
        {
            text.Append($"| `{column.Name}` | {column.Chinese} | {(column.IsRequired ? "yes" : string.Empty)} | {column.Meaning} |\n");
        }

        return text.ToString();
    }
}
