using System.Globalization;
using System.Text.RegularExpressions;

namespace AedCabinet.Places;

/// <summary>Floors as China counts them, where the ground floor is the first, and OpenStreetMap's <c>level</c>, where it is 0.</summary>
public static partial class FloorLevel
{
    private const string Digits = "零一二三四五六七八九十";

    /// <summary>The level of a floor.</summary>
    /// <param name="floor">The floor as it is written: <c>1</c>, <c>2楼</c>, <c>B1</c>, <c>负一层</c>, <c>-1</c>, <c>1-2</c>.</param>
    /// <returns>The level; <c>null</c> for what says no number.</returns>
    public static string? Of(string? floor)
    {
        string text = (floor ?? string.Empty).Replace(" ", string.Empty).ToUpperInvariant();
        if (text is "首层" or "底层" or "G" or "GF")
        {
            return "0";
        }

        if (Range().Match(text) is { Success: true } range && Number(range.Groups["from"].Value) is > 0 and { } from
            && Number(range.Groups["to"].Value) is { } to && to > from)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{from - 1}-{to - 1}");
        }

        Match match = Floor().Match(text);
        if (!match.Success || Number(match.Groups["number"].Value) is not ({ } number and > 0))
        {
            return null;
        }

        return (match.Groups["below"].Success ? -number : number - 1).ToString(CultureInfo.InvariantCulture);
    }

    private static int? Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        int ten = text.IndexOf('十');
        if (ten < 0)
        {
            return text.Length == 1 ? Digits.IndexOf(text[0]) : null;
        }

        int tens = ten == 0 ? 1 : Digits.IndexOf(text[0]);
        int ones = ten == text.Length - 1 ? 0 : Digits.IndexOf(text[^1]);
        return (tens * 10) + ones;
    }

    [GeneratedRegex(
        "^(地上)?((?<below>-|−|负|地下|B)(?<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})|(?<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3}))(层|楼|F|FL)?$")]
    private static partial Regex Floor();

    [GeneratedRegex("^(?<from>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[-至到~～](?<to>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(层|楼|F)$")]
    private static partial Regex Range();
}
