using AedCabinet.Places;

namespace AedCabinet.Simulator.Fleet;

/// <summary>One of Inner Mongolia's twelve prefectures, as far as a fleet needs it.</summary>
/// <param name="Code">Its GB/T 2260 code, 4 digits.</param>
/// <param name="AreaCode">Its telephone area code, by which cabinets are named.</param>
/// <param name="Name">Its name.</param>
/// <param name="LatitudeE6">Its seat's WGS-84 latitude in millionths of a degree, roughly.</param>
/// <param name="LongitudeE6">Its seat's WGS-84 longitude in millionths of a degree, roughly.</param>
/// <param name="Counties">Some of its counties, 6 digits each.</param>
public sealed record FleetPrefecture(string Code, string AreaCode, string Name, int LatitudeE6, int LongitudeE6,
    IReadOnlyList<string> Counties)
{
    private static readonly Dictionary<string, long> s_population = PrefectureTable.Load().Prefectures.ToDictionary(
        prefecture => prefecture.Code, prefecture => prefecture.Population);

    /// <summary>Gets all twelve, in the order of their codes.</summary>
    public static IReadOnlyList<FleetPrefecture> All { get; } =
    [
        new("1501", "0471", "呼和浩特", 40842600, 111749200, ["150102", "150103", "150104", "150105"]),
        new("1502", "0472", "包头", 40657000, 109840000, ["150202", "150203", "150204"]),
        new("1503", "0473", "乌海", 39655000, 106794000, ["150302", "150303", "150304"]),
        new("1504", "0476", "赤峰", 42258000, 118887000, ["150402", "150403", "150404"]),
        new("1505", "0475", "通辽", 43653000, 122243000, ["150502", "150521"]),
        new("1506", "0477", "鄂尔多斯", 39608000, 109781000, ["150602", "150603"]),
        new("1507", "0470", "呼伦贝尔", 49212000, 119766000, ["150702", "150703"]),
        new("1508", "0478", "巴彦淖尔", 40743000, 107388000, ["150802", "150821"]),
        new("1509", "0474", "乌兰察布", 40994000, 113133000, ["150902", "150921"]),
        new("1522", "0482", "兴安盟", 46082000, 122068000, ["152201", "152221"]),
        new("1525", "0479", "锡林郭勒盟", 43933000, 116048000, ["152501", "152502"]),
        new("1529", "0483", "阿拉善盟", 38833000, 105729000, ["152921"]),
    ];

    /// <summary>Gets how many people live there (the registry's <c>prefectures.json</c>), by which cabinets are dealt out.</summary>
    public long Population => s_population[Code];

    /// <summary>The prefecture of a code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The prefecture, or <c>null</c>.</returns>
    public static FleetPrefecture? Find(string code) => All.FirstOrDefault(prefecture => prefecture.Code == code);
}
