namespace AedCabinet.Simulator.Provisioning;

/// <summary>A text broken into lines that fit a width, in the largest size at which all of it fits.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Size">The size of its letters.</param>
internal sealed record TextBlock(IReadOnlyList<string> Lines, double Size)
{
    // Widths in sizes of a letter, on the wide side: what is measured here fits on paper.
    private const double WideWidth = 1.0;
    private const double CapitalWidth = 0.72;
    private const double NarrowWidth = 0.58;
    private const double Shrink = 0.94;

    /// <summary>How far the next line is below.</summary>
    public const double LineHeight = 1.22;

    /// <summary>Fits a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The width it has.</param>
    /// <param name="height">The height it has.</param>
    /// <param name="size">The largest size of its letters.</param>
    /// <returns>The block.</returns>
    public static TextBlock Fit(string text, double width, double height, double size)
    {
        while (true)
        {
            List<string> lines = Break(text, width / size);
            if (lines.Count * size * LineHeight <= height + 0.01 && lines.TrueForAll(line => WidthOf(line) * size <= width + 0.01))
            {
                return new TextBlock(lines, size);
            }

            size *= Shrink;
        }
    }

    private static List<string> Break(string text, double width)
    {
        List<string> lines = [];
        string rest = text;
        while (WidthOf(rest) > width)
        {
            int fits = 1;
            while (fits < rest.Length && WidthOf(rest[..(fits + 1)]) <= width)
            {
                fits++;
            }

            int end = fits;
            while (end > 1 && !MayBreak(rest, end))
            {
                end--;
            }

            end = end > 1 ? end : fits;
            lines.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        if (rest.Length > 0)
        {
            lines.Add(rest);
        }

        return lines;
    }

    // Between Chinese characters and after a blank, but never before a mark that ends something.
    private static bool MayBreak(string text, int at) =>
        at < text.Length && !"，。、；：！？）》”’,.;:!?)".Contains(text[at]) && !char.IsLowSurrogate(text[at])
            && (text[at - 1] == ' ' || IsWide(text[at - 1]) || IsWide(text[at]));

    private static double WidthOf(string text) =>
        text.Sum(
            c => char.IsLowSurrogate(c) ? 0 : IsWide(c) || char.IsHighSurrogate(c) ? WideWidth
                : char.IsAsciiLetterUpper(c) || c is '@' or 'm' or 'w' ? CapitalWidth : NarrowWidth);

    private static bool IsWide(char c) => c >= '\u2E80' || c is '“' or '”' or '‘' or '’' or '…' or '→' or '—';
}
