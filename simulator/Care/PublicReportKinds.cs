using System.Text.RegularExpressions;

namespace AedCabinet.Care;

/// <summary>What a member of the public may say that is wrong at a cabinet.</summary>
public static partial class PublicReportKinds
{
    /// <summary>The most characters of what is said beside it.</summary>
    public const int WordsLength = 200;

    /// <summary>Gets the kinds.</summary>
    public static IReadOnlyList<string> All { get; } = ["not-there", "aed-gone", "locked", "damaged", "sounding", "other"];

    /// <summary>What was said, without numbers by which somebody can be called: nobody's data is kept.</summary>
    /// <param name="words">What was said, or <c>null</c>.</param>
    /// <returns>What of it is kept; empty for nothing.</returns>
    public static string Clean(string? words)
    {
        string plain = Address().Replace(Number().Replace(words?.ReplaceLineEndings(" ").Trim() ?? string.Empty, "…"), "…");
        plain = new string([.. plain.Where(sign => !char.IsControl(sign))]);
        return plain.Length <= WordsLength ? plain : plain[..WordsLength];
    }

    [GeneratedRegex(@"\+?[0-9][0-9 -]{5,}[0-9Xx]")]
    private static partial Regex Number();

    [GeneratedRegex(@"[^\s@]+@[^\s@]+")]
    private static partial Regex Address();
}
