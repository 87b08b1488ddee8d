using AedCabinet.Places;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Codes of places that a table names instead: 呼和浩特, 玉泉区, or 150100 for a prefecture.</summary>
internal static class PlaceNames
{
    private const int PrefectureDigits = 4;
    private const int CountyDigits = 6;
    private static readonly char[] s_kinds = ['市', '盟', '区', '旗', '县'];
    private static readonly KeyValuePair<string, string>[] s_prefectures = [.. PrefectureTable.Load().Prefectures.Select(
        item => KeyValuePair.Create(item.Code, item.Name))];

    /// <summary>The code that is meant, where that is clear.</summary>
    /// <param name="said">What the table says.</param>
    /// <param name="digits">4 for a prefecture, 6 for a county.</param>
    /// <param name="prefecture">The county's prefecture; empty when unknown: then only a name that is there once will do.</param>
    /// <returns>The code, or <c>null</c>.</returns>
    public static string? CodeOf(string said, int digits, string prefecture)
    {
        if (said.Length == 0 || char.IsAsciiDigit(said[0]))
        {
            return digits == PrefectureDigits && said.Length == CountyDigits && said.All(char.IsAsciiDigit)
                && said.EndsWith("00", StringComparison.Ordinal) ? said[..PrefectureDigits] : null;
        }

        IEnumerable<KeyValuePair<string, string>> places = digits == PrefectureDigits ? s_prefectures
            : CountyNames.All.Where(item => item.Key.StartsWith(prefecture, StringComparison.Ordinal));
        string[] codes = [.. places.Where(item => item.Value == said || item.Value.TrimEnd(s_kinds) == said).Select(item => item.Key)];
        return codes.Length == 1 ? codes[0] : null;
    }
}
