using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Places;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The columns that say where a cabinet is and who looks after it.</summary>
internal static class PlaceColumns
{
    private static readonly string[] s_access = ["yes", "permissive", "customers", "private", "no"];

    /// <summary>Reads the county, which must lie in the row's prefecture.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Its code.</returns>
    public static string ReadCounty(RowReader row)
    {
        string county = row.Code("county", 6);
        string prefecture = row.Code("prefecture", 4);
        if (county.Length == 0 || prefecture.Length == 0)
        {
            return county;
        }

        if (!county.StartsWith(prefecture, StringComparison.Ordinal))
        {
            row.Add("county", $"{county}不属于盟市{prefecture}。", $"{county} does not belong to prefecture {prefecture}.");
        }
        else if (prefecture.StartsWith("15", StringComparison.Ordinal) && CountyNames.Of(county) is null)
        {
            row.Add("county", $"内蒙古没有代码为{county}的旗县；请对照GB/T 2260。",
                $"Inner Mongolia has no county with the code {county}; compare it with GB/T 2260.", true);
        }

        return county;
    }

    /// <summary>Reads the section <c>site</c>.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The section.</returns>
    public static JsonObject ReadSite(RowReader row)
    {
        JsonObject site = new()
        {
            ["name"] = row.Text("name", true),
            ["site"] = row.Text("site", true),
            ["where"] = row.Text("where", true)
        };
        site.AddText("floor", row.Text("floor", false));
        site["indoor"] = row.Flag("indoor", false);
        if (row.Flag("mobile", false))
        {
            site["mobile"] = true;
        }

        site.AddText("access", row.Choice("access", s_access, false));
        site.AddText("hours", ReadHours(row));
        ReadPosition(row, site);
        site["contactName"] = row.Text("contactName", true);
        site["contactPhone"] = ReadPhone(row);
        if (row.Number("trainedResponders", 100000) is { } trained)
        {
            site["trainedResponders"] = trained;
        }

        return site;
    }

    private static string ReadHours(RowReader row)
    {
        string text = row.Text("hours", false);
        if (text.Length == 0)
        {
            return text;
        }

        if (OpeningHours.Understand(text) is not { } hours)
        {
            row.Add(
                "hours",
                $"看不懂“{text}”。可以写：24/7（全天）；周一至周五 8:00-17:00；Mo-Fr 08:00-12:00,14:00-18:00; Sa,Su 09:00-16:00; PH off。说明写在英文引号里，例如 Mo-Su "
                    + $"\"凭门卫电话\"。",
                $"\"{text}\" is no opening hours. Write them as 24/7, or Mo-Fr 08:00-17:00; Sa,Su 09:00-16:00; PH off; a remark in "
                    + $"quotation marks, as in Mo-Su \"ask at the gate\".");
            return string.Empty;
        }

        // Other blanks or digits need no notice; a translation should be checked by a person.
        if (OpeningHours.Normalize(text) is null)
        {
            row.Add("hours", $"“{text}”按 {hours} 处理。", $"\"{text}\" is taken for {hours}.", true);
        }

        return hours;
    }

    private static void ReadPosition(RowReader row, JsonObject site)
    {
        decimal? latitude = row.Degrees("lat", 18, 54);
        decimal? longitude = row.Degrees("lon", 73, 136);
        if (row.Has("lat") != row.Has("lon"))
        {
            row.Add(row.Has("lat") ? "lon" : "lat", "是空的，但另一个坐标有值；两个都填，或都不填。",
                "is empty, but the other coordinate is there; give both or none.");
        }
        else if (latitude is { } north && longitude is { } east)
        {
            site["lat"] = latitude;
            site["lon"] = longitude;
            string prefecture = row.Code("prefecture", 4);
            if (!PrefectureExtent.MayHold(prefecture, north, east))
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{north}, {east}");
                row.Add("lat", $"{place}不在盟市{prefecture}境内；坐标或代码可能填错了。",
                    $"{place} lies outside prefecture {prefecture}; position or code may be wrong.", true);
            }
        }
    }

    private static string ReadPhone(RowReader row)
    {
        string phone = SpoiltCell.Narrow(row.Text("contactPhone", true));
        if (phone.Length > 0 && ContactPhone.WhyRefused(phone, out bool isWarning) is { } reason)
        {
            row.Add("contactPhone", reason.Zh, reason.En, isWarning);
        }

        return phone;
    }
}
