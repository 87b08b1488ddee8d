using System.Buffers;
using System.Globalization;

namespace AedCabinet.Api.Open;

/// <summary>Cells of tables that a spreadsheet opens: the cabinets' words come over the network, and none may be a formula there.</summary>
public static class ExportCell
{
    private static readonly SearchValues<char> s_phoneSigns = SearchValues.Create("0123456789 -()");

    // What a spreadsheet takes for the beginning of a formula.
    private static readonly char[] s_formulaSigns = ['=', '+', '-', '@', '\t', '\r'];

    /// <summary>
    /// A text. A text that a spreadsheet would take for a formula gets an apostrophe before it; a number, such as a basement's floor, stays
    /// one.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The cell.</returns>
    public static string? Text(string? text) =>
        text is { Length: > 0 } && s_formulaSigns.Contains(text[0])
            && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "'" + text : text;

    /// <summary>
    /// A telephone number. With a plus before digits it is what every reader of the file dials; an apostrophe would spoil it, and digits
    /// run nothing.
    /// </summary>
    /// <param name="text">The number.</param>
    /// <returns>The cell.</returns>
    public static string? Phone(string? text) =>
        text is ['+', .. string digits] && !digits.AsSpan().ContainsAnyExcept(s_phoneSigns) ? text : Text(text);

    /// <summary>Degrees with six decimals.</summary>
    /// <param name="degrees">The degrees.</param>
    /// <returns>The cell.</returns>
    public static string? Degrees(double? degrees) => degrees?.ToString("F6", CultureInfo.InvariantCulture);
}
