using System.Globalization;
using AedCabinet.Api.Open;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Places;
using AedCabinet.Registry.Exports;
using CsvHelper;

namespace AedCabinet.Desktop.Tests;

/// <summary>Hours, floors and positions as China has them and as the world's maps and registries want them.</summary>
[TestClass]
public class PlacesTests
{
    [TestMethod]
    [DataRow("24/7", "24/7")]
    [DataRow("mo-fr 8:00-17:00", "Mo-Fr 08:00-17:00")]
    [DataRow("Mo-Fr 09:00 - 18:00; Sa 09:00 - 16:00", "Mo-Fr 09:00-18:00; Sa 09:00-16:00")]
    [DataRow("Mo-Fr 08:00-17:00; PH off", "Mo-Fr 08:00-17:00; PH off")]
    [DataRow("Mo-Fr 08:00-12:00,14:00-18:00", "Mo-Fr 08:00-12:00,14:00-18:00")]
    [DataRow("Apr 01-Oct 31 Mo-Su 08:00-20:00; Nov-Mar: Mo-Su 09:00-17:00", "Apr 01-Oct 31 Mo-Su 08:00-20:00; Nov-Mar Mo-Su 09:00-17:00")]
    [DataRow("sunrise-sunset", "sunrise-sunset")]
    [DataRow("(sunrise+01:00)-22:00", "(sunrise+01:00)-22:00")]
    [DataRow("Fr 22:00-26:00", "Fr 22:00-26:00")]
    [DataRow("\"by appointment\"", "unknown \"by appointment\"")]
    [DataRow("Sa-Su \"按门卫电话\"", "Sa-Su \"按门卫电话\"")]
    [DataRow("Sa[1] 10:00-12:00 || \"ask\"", "Sa[1] 10:00-12:00 || unknown \"ask\"")]
    public void Hours_in_OpenStreetMap_s_syntax_are_taken_and_written_as_everybody_does(string text, string expected) =>
        Assert.AreEqual(expected, OpeningHours.Normalize(text));

    [TestMethod]
    [DataRow("周一至周五 8:00-17:00", "Mo-Fr 08:00-17:00")]
    [DataRow("星期一到星期五 上午8点半至下午5点", "Mo-Fr 08:30-17:00")]
    [DataRow("周一至周五 8:00—12:00，14:30—18:00", "Mo-Fr 08:00-12:00,14:30-18:00")]
    [DataRow("周一至周五8：00-17：00；周六、周日9：00-16：00；节假日休息", "Mo-Fr 08:00-17:00; Sa,Su 09:00-16:00; PH off")]
    [DataRow("周一至周五 8:00-17:00，周末 9:00-16:00", "Mo-Fr 08:00-17:00; Sa-Su 09:00-16:00")]
    [DataRow("工作日 9:00-17:00", "Mo-Fr 09:00-17:00")]
    [DataRow("每天 6:00-23:30", "Mo-Su 06:00-23:30")]
    [DataRow("开放时间：每日8:00~22:00", "Mo-Su 08:00-22:00")]
    [DataRow("4月-10月 8:00-18:00", "Apr-Oct 08:00-18:00")]
    [DataRow("周一闭馆", "Mo off")]
    [DataRow("全天", "24/7")]
    [DataRow("24小时开放", "24/7")]
    [DataRow("全天候", "24/7")]
    [DataRow("全年无休", "24/7")]
    [DataRow("Sa-Su (按门卫电话)", "Sa-Su \"按门卫电话\"")]
    public void Hours_as_people_in_China_write_them_are_understood(string text, string expected) =>
        Assert.AreEqual(expected, OpeningHours.Understand(text));

    [TestMethod]
    [DataRow("Mo-Fr 25:00-26:00")]
    [DataRow("Mo-Fr 08:70-17:00")]
    [DataRow("Mo-Fr 8-17")]
    [DataRow("08:00")]
    [DataRow("Mon-Fri 08:00-17:00")]
    [DataRow("Mo-Fr 08:00-17:00 ask")]
    [DataRow("夏季 8:00-18:00")]
    [DataRow("看情况")]
    [DataRow("")]
    [DataRow(";")]
    public void What_is_no_hours_is_refused(string text) => Assert.IsNull(OpeningHours.Understand(text));

    [TestMethod]
    [DataRow("24/7", "全天24小时 24/7")]
    [DataRow("Mo-Fr 08:00-17:00; PH off", "周一至周五 08:00-17:00；节假日不开放")]
    [DataRow("Apr 01-Oct 31 Mo-Su 08:00-20:00", "4月1日-10月31日 每天 08:00-20:00")]
    public void A_label_says_hours_in_Chinese(string hours, string expected) => Assert.AreEqual(expected, ChineseHours.Show(hours));

    [TestMethod]
    [DataRow("1", "0")]
    [DataRow("一层", "0")]
    [DataRow("2楼", "1")]
    [DataRow("十二层", "11")]
    [DataRow("-1", "-1")]
    [DataRow("B1", "-1")]
    [DataRow("负二层", "-2")]
    [DataRow("地下一层", "-1")]
    [DataRow("首层", "0")]
    [DataRow("1-2层", "0-1")]
    [DataRow("夹层", null)]
    [DataRow("0", null)]
    [DataRow(null, null)]
    public void China_s_first_floor_is_level_0(string? floor, string? level) => Assert.AreEqual(level, FloorLevel.Of(floor));

    [TestMethod]
    public void A_position_is_displaced_as_Chinese_maps_do_and_outside_of_China_not()
    {
        (double latitude, double longitude) = ChinaDatum.ToGcj02(40.72, 111.67);
        Assert.AreEqual((40.721254, 111.676765), (Math.Round(latitude, 6), Math.Round(longitude, 6)));
        Assert.AreEqual((45.07, 7.68), ChinaDatum.ToGcj02(45.07, 7.68));
    }

    [TestMethod]
    [DataRow("Mo-Fr 08:00-17:00; PH off", "lundi, mardi, mercredi, jeudi, vendredi", "heures ouvrables")]
    [DataRow("全天", "7j/7", "24h/24")]
    [DataRow("08:00-23:00; Mo off", "mardi, mercredi, jeudi, vendredi, samedi, dimanche", null)]
    [DataRow("看情况", null, null)]
    public void GeoDAE_gets_days_and_hours_in_its_words(string hours, string? days, string? times)
    {
        Assert.AreEqual(days, GeoDae.Days(hours));
        Assert.AreEqual(times, GeoDae.Hours(hours));
    }

    [TestMethod]
    public void The_Chinese_list_has_names_for_codes_and_both_datums()
    {
        using LedgerBench bench = new();
        bench.Send("about", LedgerBench.AboutText()
            .Replace("\"lat\":40.842600,\"lon\":111.749200", "\"lat\":40.720000,\"lon\":111.670000"));
        bench.Send("state", bench.StateText(4, 1, isReady: false));
        using StringWriter writer = new(CultureInfo.InvariantCulture);

        Assert.AreEqual(1, SheetExport.Write(LedgerCabinets.Read(bench.Database, bench.Now, 6), new Dictionary<string, string>(), writer));

        using CsvReader csv = new(new StringReader(writer.ToString()), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        csv.Read();
        CollectionAssert.AreEqual(
            new[] { "NM-1", "AED 机柜", "呼和浩特市", "新城区", "文化和旅游", "室内", "公众", "40.720000", "111.670000", "40.721254", "111.676765" },
            new[] { "编号", "类型", "盟市", "旗县", "归口部门", "室内外", "开放", "纬度（WGS-84）", "经度（WGS-84）", "纬度（GCJ-02）", "经度（GCJ-02）" }.Select(
                name => csv.GetField(name)).ToArray());
        Assert.Contains("不可用", writer.ToString());
    }
}
