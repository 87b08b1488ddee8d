using System.Globalization;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// Signs in white on the green of safety, after ISO 7010: E010, the defibrillator's heart with a flash, and E003, the cross of first aid.
/// </summary>
internal static class SafetySign
{
    /// <summary>The green of ISO 3864's safe condition; red would say danger or fire.</summary>
    public const string Green = "#007a3d";

    // Both in a square of 100.
    private const string Heart =
        "M50 90C22 68 8 52 8 33C8 19 18 10 30 10C39 10 46 15 50 23C54 15 61 10 70 10C82 10 92 19 92 33C92 52 78 68 50 90Z";
    private const string Flash = "M56 22L32 54H47L40 80L68 44H52Z";
    private const string Cross = "M36 8H64V36H92V64H64V92H36V64H8V36H36Z";

    /// <summary>Draws the sign of a kind of cabinet.</summary>
    /// <param name="kind"><c>aed</c>, <c>kit</c> or <c>station</c>.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="size">How wide and high it is.</param>
    /// <returns>An SVG group, to be drawn on green.</returns>
    public static string Draw(string kind, double x, double y, double size) => string.Create(
        CultureInfo.InvariantCulture,
        $"<g transform=\"translate({x:0.##} {y:0.##}) scale({size / 100:0.####})\">"
            + $"{(kind == "kit" ? $"<path d=\"{Cross}\" fill=\"#fff\"/>" : $"<path d=\"{Heart}\" fill=\"#fff\"/><path d=\"{Flash}\" "
            + $"fill=\"{Green}\"/>")}</g>\n");
}
