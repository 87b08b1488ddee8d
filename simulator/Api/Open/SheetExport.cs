using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Page.Words;
using AedCabinet.Places;
using CsvHelper;

namespace AedCabinet.Api.Open;

/// <summary>
/// Writes the cabinets as a 台账, the list that a Chinese authority keeps: in Chinese, each place in WGS-84 and in the GCJ-02 of Chinese
/// maps.
/// </summary>
public static class SheetExport
{
    private static readonly TimeSpan s_beijing = TimeSpan.FromHours(8);

    private static readonly string[] s_columns =
    [
        "编号", "名称", "类型", "盟市", "旗县代码", "旗县", "归口部门", "设置单位", "位置", "楼层", "室内外", "移动", "开放", "开放时间", "管理员", "管理员电话", "取证救护员人数",
        "AED型号", "AED序列号", "电极片有效期", "AED电池有效期", "急救箱有效期", "最近巡检", "状态", "不可用原因", "未处理急救事件", "最后上报（北京时间）",
        "纬度（WGS-84）", "经度（WGS-84）", "纬度（GCJ-02）", "经度（GCJ-02）",
    ];

    private static readonly Dictionary<string, string> s_prefectures = PrefectureTable.Load().Prefectures.ToDictionary(
        prefecture => prefecture.Code, prefecture => prefecture.Name);

    /// <summary>Writes them.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="inspections">When each was last inspected.</param>
    /// <param name="output">Where to.</param>
    /// <returns>How many were written: those that said who they are.</returns>
    public static int Write(IEnumerable<CabinetRecord> cabinets, IReadOnlyDictionary<string, string> inspections, TextWriter output)
    {
        WriteHeadings(output);
        return WriteRows(cabinets, inspections, output);
    }

    /// <summary>Writes the headings, for who goes on with <see cref="WriteRows"/>.</summary>
    /// <param name="output">Where to.</param>
    internal static void WriteHeadings(TextWriter output)
    {
        using CsvWriter csv = new(output, CultureInfo.InvariantCulture, leaveOpen: true);
        WriteRow(csv, s_columns);
    }

    /// <summary>Writes some of them.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="inspections">When each was last inspected.</param>
    /// <param name="output">Where to.</param>
    /// <returns>How many were written: those that said who they are.</returns>
    internal static int WriteRows(IEnumerable<CabinetRecord> cabinets, IReadOnlyDictionary<string, string> inspections, TextWriter output)
    {
        using CsvWriter csv = new(output, CultureInfo.InvariantCulture, leaveOpen: true);
        int count = 0;
        foreach (CabinetRecord cabinet in cabinets)
        {
            if (cabinet.About is { } about)
            {
                WriteRow(csv, [.. Who(cabinet, about), .. Care(cabinet, about, inspections.GetValueOrDefault(cabinet.Id)),
                    .. Where(about)]);
                count++;
            }
        }

        return count;
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (string? cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }

    private static string?[] Who(CabinetRecord cabinet, ReportedAbout about) =>
    [
        ExportCell.Text(cabinet.Id),
        ExportCell.Text(about.Name),
        Word("registry.kind.", about.Kind),
        s_prefectures.GetValueOrDefault(cabinet.Topic.Prefecture) ?? cabinet.Topic.Prefecture,
        cabinet.Topic.County,
        CountyNames.Of(cabinet.Topic.County),
        Word("registry.sector.", cabinet.Topic.Sector),
        ExportCell.Text(about.Site),
        ExportCell.Text(about.Where),
        ExportCell.Text(about.Floor),
        about.IsIndoor is { } isIndoor ? isIndoor ? "室内" : "室外" : null,
        about.IsMobile ? "是" : "否",
        about.Access is { } access ? Word("registry.access.", access) : null,
        ExportCell.Text(about.Hours),
        ExportCell.Text(about.ContactName),
        ExportCell.Phone(about.ContactPhone),
        about.TrainedResponders?.ToString(CultureInfo.InvariantCulture),
    ];

    private static string?[] Care(CabinetRecord cabinet, ReportedAbout about, string? inspected) =>
    [
        ExportCell.Text(about.AedModel),
        ExportCell.Text(about.AedSerial),
        ExportCell.Text(about.PadsExpire),
        ExportCell.Text(about.BatteryExpire),
        ExportCell.Text(about.KitExpire),
        inspected,
        PageText.Chinese["registry.status." + StatusText.Of(cabinet.Status)],
        cabinet.Status == CabinetStatus.Ready ? null
            : string.Join("、", (cabinet.State?.Reasons ?? []).Select(reason => Word("reason.", reason))),
        string.Join("、", cabinet.Open.Select(emergency => Word("registry.event.", emergency.Event))),
        cabinet.LastSeen?.ToOffset(s_beijing).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    ];

    private static string?[] Where(ReportedAbout about)
    {
        if (about is not { Latitude: { } latitude, Longitude: { } longitude })
        {
            return [null, null, null, null];
        }

        (double north, double east) = ChinaDatum.ToGcj02(latitude, longitude);
        return [ExportCell.Degrees(latitude), ExportCell.Degrees(longitude), ExportCell.Degrees(north), ExportCell.Degrees(east)];
    }

    // A word that has no Chinese yet is shown as it came, and is no formula either.
    private static string? Word(string prefix, string word) =>
        PageText.Has(prefix + word) ? PageText.Chinese[prefix + word] : ExportCell.Text(word);
}
