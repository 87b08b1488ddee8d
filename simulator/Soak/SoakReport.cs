using System.Globalization;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>What a soak run saw, in figures.</summary>
public sealed class SoakReport
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Gets the seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>Gets the kinds of faults of the run.</summary>
    public FaultKinds Kinds { get; init; } = FaultKinds.All;

    /// <summary>Gets or sets how much virtual time has passed, in milliseconds.</summary>
    public long SimulatedMs { get; set; }

    /// <summary>Gets how many hours of each cabinet were asked for, or <c>null</c>.</summary>
    public double? AskedHours { get; init; }

    /// <summary>Gets or sets how many scans were run.</summary>
    public long Scans { get; set; }

    /// <summary>Gets or sets the longest time from the end of the last fault to the link being online, in milliseconds.</summary>
    public long LongestRecoveryMs { get; set; }

    /// <summary>Gets or sets the longest time from the door's contact to the sounder, in milliseconds, freezes not counted.</summary>
    public long LongestToSounderMs { get; set; }

    /// <summary>Gets or sets the fingerprint of the timeline.</summary>
    public ulong Fingerprint { get; set; }

    /// <summary>Gets or sets when the run of the latest cabinet ended, in milliseconds of its virtual time.</summary>
    public long EndedAtMs { get; set; }

    /// <summary>Gets or sets a value indicating whether the latest cabinet is the kit.</summary>
    public bool IsOfKit { get; set; }

    /// <summary>Gets or sets what did not hold, or <c>null</c> when everything did.</summary>
    public InvariantViolation? Violation { get; set; }

    /// <summary>Gets or sets the last happenings before the violation.</summary>
    public IReadOnlyCollection<string> LastHappenings { get; set; } = [];

    /// <summary>Gets how many faults struck.</summary>
    public int Faults => _counts.Where(pair => pair.Key.StartsWith("fault: ", StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Gets the simulated hours.</summary>
    public double Hours => SimulatedMs / 3600000.0;

    /// <summary>How often something was counted.</summary>
    /// <param name="what">Its name.</param>
    /// <returns>0 when never.</returns>
    public int CountOf(string what) => _counts.GetValueOrDefault(what);

    /// <summary>Counts something.</summary>
    /// <param name="what">Its name.</param>
    public void Count(string what) => _counts[what] = CountOf(what) + 1;

    /// <summary>Counts something several times.</summary>
    /// <param name="what">Its name.</param>
    /// <param name="times">How often.</param>
    public void CountMany(string what, int times)
    {
        if (times > 0)
        {
            _counts[what] = CountOf(what) + times;
        }
    }

    /// <summary>The command that runs the same again.</summary>
    /// <returns>A command line.</returns>
    public string RepeatCommand() => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project simulator -- soak --hours {Math.Max(1, AskedHours ?? Math.Ceiling(Hours))} --seed {Seed}")
        + (Kinds.Text == "all" ? string.Empty : " --faults " + Kinds.Text);

    /// <summary>Prints it all.</summary>
    /// <param name="output">Where to.</param>
    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {Seed}: {Hours:F1} simulated hours, {Scans} scans, {Faults} faults; faults switched on: {Kinds.Text}; timeline "
                + $"{Fingerprint:x16}"));
        string[] unseen = [.. FaultKinds.Names.Where(
            name => Kinds.IsOn(name) && CountOf("fault: " + name) + CountOf("command: " + name) == 0)];
        output.WriteLine(unseen.Length == 0 ? "  every kind of fault was made" : "  never made: " + string.Join(", ", unseen));
        foreach ((string what, int count) in _counts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,8}  {what}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  longest recovery to online {LongestRecoveryMs / 1000.0:F1} s, longest from door to sounder {LongestToSounderMs} ms"));
        if (Violation == null)
        {
            return;
        }

        output.WriteLine(
            $"FAILED at {Timeline.Format(EndedAtMs)}{(IsOfKit ? " of the kit" : string.Empty)}, seed {Seed}: {Violation.Message}");
        output.WriteLine("The last happenings:");
        foreach (string line in LastHappenings)
        {
            output.WriteLine("  " + line);
        }

        output.WriteLine("To repeat it: " + RepeatCommand());
    }
}
