namespace AedCabinet.Simulator.Soak;

/// <summary>The kinds of faults a soak run makes, by name; each can be switched on alone.</summary>
public sealed class FaultKinds
{
    private static readonly (string Name, string What)[] s_all =
    [
        ("power-cut", "the power fails between two scans"),
        ("power-cut-in-write", "the power fails while flash is written"),
        ("power-cut-in-boot", "the power fails while the board starts"),
        ("link-broken", "the connection to the broker breaks"),
        ("network-gone", "the network is away for minutes"),
        ("network-gone-for-long", "the network is away for hours"),
        ("broker-silent", "the broker takes connections and says nothing"),
        ("broker-refuses", "the broker refuses connections"),
        ("acknowledgements-lost", "acknowledgements of the broker are lost"),
        ("clock-stepped", "the time server tells a wrong time, up to 20 years off"),
        ("clock-unknown", "no time server answers"),
        ("flash-refuses", "flash refuses writes, deletions and additions"),
        ("flash-full", "flash has no room"),
        ("reads-fail", "files can't be read"),
        ("reads-short", "files are read short"),
        ("reads-wrong", "a byte of what is read is wrong"),
        ("listing-fails", "the names of the files can't be read"),
        ("flash-formatted", "flash comes up empty, cabinet.json too, until a technician comes"),
        ("board-replaced", "a new board with an empty flash takes the cabinet's place"),
        ("memory-short", "an operation of flash finds no memory"),
        ("gauge-throws", "the battery gauge throws"),
        ("probe-throws", "the temperature probe's bus throws"),
        ("client-throws", "the MQTT client throws"),
        ("storm", "strangers flood the command topic"),
        ("configure", "settings from afar, good, wrong and misleading"),
        ("unlock", "the lock is opened from afar"),
        ("learn-indicator", "the AED's light is learnt"),
        ("resend", "events are asked for once more"),
        ("short-wake", "a battery kit beside the cabinet, woken for moments"),
    ];

    private readonly HashSet<string> _enabled;

    private FaultKinds(IEnumerable<string> enabled)
    {
        _enabled = [.. enabled];
    }

    /// <summary>Gets all of them.</summary>
    public static FaultKinds All => new(Names);

    /// <summary>Gets all names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(kind => kind.Name)];

    /// <summary>Gets one line for each kind: its name and what it is.</summary>
    public static IReadOnlyList<string> Lines { get; } = [.. s_all.Select(kind => $"{kind.Name,-22} {kind.What}")];

    /// <summary>Gets the names in force, as the command line takes them; <c>all</c> for all.</summary>
    public string Text => _enabled.Count == s_all.Length ? "all" : _enabled.Count == 0 ? "none" : string.Join(',', Names.Where(IsOn));

    /// <summary>Reads a list of names.</summary>
    /// <param name="text">Names with commas between them, <c>all</c> or <c>none</c>; a name behind a minus sign is left out.</param>
    /// <param name="kinds">The kinds.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static string? WhyRefused(string text, out FaultKinds kinds)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        HashSet<string> enabled = [.. parts.All(part => part.StartsWith('-')) ? Names : []];
        foreach (string part in parts)
        {
            if (part is "all" or "none")
            {
                enabled = [.. part == "all" ? Names : []];
            }
            else if (!Names.Contains(part.TrimStart('-')))
            {
                kinds = All;
                return $"{part.TrimStart('-')} is no kind of fault; use all, none, or of: {string.Join(", ", Names)}";
            }
            else if (!(part.StartsWith('-') ? enabled.Remove(part[1..]) : enabled.Add(part)))
            {
                kinds = All;
                return $"{part} is given twice";
            }
        }

        kinds = new FaultKinds(enabled);
        return null;
    }

    /// <summary>Whether a kind is made.</summary>
    /// <param name="name">Its name.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool IsOn(string name) => _enabled.Contains(name);
}
