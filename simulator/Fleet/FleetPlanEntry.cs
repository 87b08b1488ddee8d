using System.Globalization;

namespace AedCabinet.Simulator.Fleet;

/// <summary>One entry of a run's plan: a storm and its time.</summary>
/// <param name="AtMs">When, in milliseconds since all were online.</param>
/// <param name="Storm">What.</param>
/// <param name="Prefecture">The prefecture's code, for <see cref="FleetStorm.Mains"/>.</param>
public sealed record FleetPlanEntry(long AtMs, FleetStorm Storm, string Prefecture)
{
    /// <summary>The prefecture whose mains fail unless another is named: Hohhot's, one cabinet in seven.</summary>
    public const string DefaultPrefecture = "1501";

    /// <summary>What a run is put through unless told otherwise.</summary>
    /// <param name="storms">What.</param>
    /// <returns>The entries, with time between them for everything to calm down.</returns>
    public static IReadOnlyList<FleetPlanEntry> Of(IEnumerable<FleetStorm> storms)
    {
        List<FleetPlanEntry> plan = [];
        long atMs = 15000;
        foreach (FleetStorm storm in storms)
        {
            plan.Add(new FleetPlanEntry(atMs, storm, DefaultPrefecture));
            atMs += storm == FleetStorm.Doors ? 45000 : 150000;
        }

        return plan;
    }

    /// <summary>Reads <c>TIME=WHAT</c>.</summary>
    /// <param name="text">The text, such as <c>60s=doors</c> or <c>2m=mains:1502</c>.</param>
    /// <param name="entry">The entry, or <c>null</c>.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static string? TryParse(string text, out FleetPlanEntry? entry)
    {
        entry = null;
        string[] halves = text.Split('=');
        if (halves.Length != 2 || !TryParseTime(halves[0], out long atMs))
        {
            return $"\"{text}\" is not TIME=WHAT, for example 60s=doors or 2m=mains:1502";
        }

        string[] parts = halves[1].Split(':');
        if (!Enum.TryParse(parts[0], true, out FleetStorm storm) || !Enum.IsDefined(storm) || char.IsAsciiDigit(parts[0][0]))
        {
            return $"\"{parts[0]}\" is nothing a fleet can be put through; use doors, mains, mains:PREFECTURE, broker or registry";
        }

        string prefecture = parts.Length > 1 ? parts[1] : DefaultPrefecture;
        if (parts.Length > 2 || (parts.Length == 2 && storm != FleetStorm.Mains) || FleetPrefecture.Find(prefecture) is null)
        {
            return $"\"{halves[1]}\": only mains takes a prefecture, one of "
                + $"{string.Join(", ", FleetPrefecture.All.Select(item => item.Code))}";
        }

        entry = new FleetPlanEntry(atMs, storm, prefecture);
        return null;
    }

    /// <summary>Reads a time.</summary>
    /// <param name="text">Such as <c>90s</c>, <c>2m</c> or <c>1h</c>.</param>
    /// <param name="ms">Milliseconds.</param>
    /// <returns><c>false</c> when it is none.</returns>
    public static bool TryParseTime(string text, out long ms)
    {
        ms = 0;
        long unitMs = text.Length < 2 ? 0 : text[^1] switch { 's' => 1000, 'm' => 60000, 'h' => 3600000, _ => 0 };
        if (unitMs == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number > 100000)
        {
            return false;
        }

        ms = number * unitMs;
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{AtMs / 1000}s={Storm.ToString().ToLowerInvariant()}{(Storm == FleetStorm.Mains ? ":" + Prefecture : string.Empty)}");
}
