using System.Text.Json.Nodes;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>What a label says of its cabinet: nothing secret, for everybody reads it.</summary>
/// <param name="Id">The cabinet's id.</param>
/// <param name="Kind"><c>aed</c>, <c>kit</c> or <c>station</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Site">The place it belongs to.</param>
/// <param name="Where">Where it is there.</param>
/// <param name="Contact">Who looks after it.</param>
/// <param name="Phone">Their number.</param>
/// <param name="Floor">The floor, as China counts.</param>
/// <param name="Hours">When it can be reached, in OpenStreetMap's syntax.</param>
/// <param name="IsBenchOnly">Whether its board is for trials only.</param>
/// <param name="PageAddress">Where the registry's page is reached from the street; empty for nowhere.</param>
internal sealed record LabelText(string Id, string Kind, string Name, string Site, string Where, string Contact, string Phone,
    string Floor = "", string Hours = "", bool IsBenchOnly = false, string PageAddress = "")
{
    /// <summary>The most characters of a page's address: the code must stay coarse enough for an old telephone.</summary>
    public const int MostAddressLength = 80;

    private const string CabinetPath = "/c/";

    /// <summary>
    /// Gets what the QR code says: the address of the cabinet's page, or, where there is none, the id on the first line, then where it is.
    /// </summary>
    public string Code => PageAddress.Length > 0 ? PageAddress + CabinetPath + Id
        : string.Join('\n', new[] { Id, Name, Site, Where }.Where(line => line.Length > 0));

    /// <summary>Takes the label's text from a cabinet's settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="pageAddress">Where the registry's page is reached from the street; empty for nowhere.</param>
    /// <returns>The text.</returns>
    public static LabelText Of(JsonObject settings, string pageAddress)
    {
        JsonObject? site = settings["site"] as JsonObject;
        return new LabelText(Text(settings, "id"), Text(settings, "kind"), Text(site, "name"), Text(site, "site"), Text(site, "where"),
            Text(site, "contactName"), Text(site, "contactPhone"), Text(site, "floor"), Text(site, "hours"),
            BoardTarget.IsBenchOnly(Text(settings["pins"] as JsonObject, "board")), pageAddress);
    }

    /// <summary>Of which cabinet a QR code is.</summary>
    /// <param name="code">What it says.</param>
    /// <returns>The cabinet's id, and the page's address; that is empty where the code holds none.</returns>
    public static (string Id, string PageAddress) Read(string code)
    {
        string first = code.Split('\n')[0];
        int at = first.StartsWith(Uri.UriSchemeHttps, StringComparison.Ordinal)
            ? first.LastIndexOf(CabinetPath, StringComparison.Ordinal) : -1;
        return at < 0 ? (first, string.Empty) : (first[(at + CabinetPath.Length)..], first[..at]);
    }

    private static string Text(JsonObject? section, string name) =>
        section?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;
}
