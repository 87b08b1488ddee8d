using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Durations as scenario files write them: <c>100ms</c>, <c>2m30s</c>, <c>1.5h</c>, <c>7d</c>.</summary>
public static partial class ScenarioTime
{
    /// <summary>What a duration looks like, as a regular expression without anchors.</summary>
    public const string Pattern = "([0-9]+([.][0-9]+)?(ms|s|m|h|d))+";

    // Ten years: more than anybody waits for, and far from any overflow.
    private const long LongestMs = 3650L * 86_400_000;

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Milliseconds; <c>null</c> when it is none, or longer than ten years.</returns>
    public static long? TryParse(string text)
    {
        if (!Whole().IsMatch(text))
        {
            return null;
        }

        double ms = 0;
        foreach (Match part in Parts().Matches(text))
        {
            double unit = part.Groups[2].Value switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, _ => 86_400_000 };
            ms += double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
        }

        return ms <= LongestMs ? (long)Math.Round(ms) : null;
    }

    /// <summary>Writes a duration.</summary>
    /// <param name="ms">Milliseconds, 0 or more.</param>
    /// <returns>The shortest text that means it, such as <c>2m30s</c>.</returns>
    public static string Format(long ms)
    {
        StringBuilder text = new();
        foreach ((string unit, long size) in ((string, long)[])[("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)])
        {
            if (ms >= size)
            {
                text.Append(CultureInfo.InvariantCulture, $"{ms / size}{unit}");
                ms %= size;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    [GeneratedRegex("^" + Pattern + "\\z")]
    private static partial Regex Whole();

    [GeneratedRegex("([0-9]+(?:[.][0-9]+)?)(ms|s|m|h|d)")]
    private static partial Regex Parts();
}
