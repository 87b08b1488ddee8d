using System.Text.Json.Nodes;

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
        string prefecture = row.Text("prefecture", false);
        if (county.Length > 0 && prefecture.Length == 4 && !county.StartsWith(prefecture, StringComparison.Ordinal))
        {
            row.Add("county", $"{county} does not belong to prefecture {prefecture}.");
        }

        return county;
    }

    /// <summary>Reads the section <c>site</c>.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The section.</returns>
    public static JsonObject ReadSite(RowReader row)
    {
        JsonObject site = new() { ["name"] = row.Text("name", true), ["site"] = row.Text("site", true), ["where"] = row.Text("where", true) };
        site.AddText("floor", row.Text("floor", false));
        site["indoor"] = row.Flag("indoor", false);
        if (row.Flag("mobile", false))
        {
            site["mobile"] = true;
        }

        site.AddText("access", row.Choice("access", s_access, false));
        site.AddText("hours", row.Text("hours", false));
        decimal? latitude = row.Degrees("lat", 18, 54);
        decimal? longitude = row.Degrees("lon", 73, 136);
        if (row.Has("lat") != row.Has("lon"))
        {
            row.Add(row.Has("lat") ? "lon" : "lat", "is empty, but the other coordinate is there; give both or none.");
        }
        else if (latitude is not null && longitude is not null)
        {
            site["lat"] = latitude;
            site["lon"] = longitude;
        }

        site["contactName"] = row.Text("contactName", true);
        string phone = row.Text("contactPhone", true);
        if (phone.Length > 0 && (phone.Count(char.IsAsciiDigit) < 3 || !phone.All(c => char.IsAsciiDigit(c) || "+-() .,;/x转（）".Contains(c))))
        {
            row.Add("contactPhone", $"\"{phone}\" is no telephone number{(phone.Contains("E+", StringComparison.OrdinalIgnoreCase) ? "; Excel made a number of it: format the column as text" : string.Empty)}.");
        }

        site["contactPhone"] = phone;
        if (row.Number("trainedResponders", 100000) is { } trained)
        {
            site["trainedResponders"] = trained;
        }

        return site;
    }
}
