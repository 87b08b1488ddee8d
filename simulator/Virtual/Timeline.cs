using System.Globalization;

namespace AedCabinet.Simulator.Virtual;

/// <summary>
/// What happened in a run, in virtual time: the last happenings are kept for a failure's report, and all of them go into one
/// fingerprint, so that two runs can be compared byte for byte without keeping them.
/// </summary>
/// <param name="output">Receives every line, or <c>null</c>.</param>
public sealed class Timeline(TextWriter? output)
{
    /// <summary>How many happenings are kept.</summary>
    public const int Kept = 30;

    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly Queue<string> _last = new();

    /// <summary>Gets or sets the virtual time in milliseconds since the run began.</summary>
    public long NowMs { get; set; }

    /// <summary>Gets the fingerprint (FNV-1a, 64 bits) of all lines so far.</summary>
    public ulong Fingerprint { get; private set; } = FnvOffset;

    /// <summary>Gets how many lines there were.</summary>
    public long Lines { get; private set; }

    /// <summary>Gets the last lines, oldest first.</summary>
    public IReadOnlyCollection<string> Last => _last;

    /// <summary>A virtual time as text.</summary>
    /// <param name="ms">Milliseconds since the run began.</param>
    /// <returns>Such as <c>3d 07:15:02.340</c>.</returns>
    public static string Format(long ms) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ms / 86400000}d {ms / 3600000 % 24:00}:{ms / 60000 % 60:00}:{ms / 1000 % 60:00}.{ms % 1000:000}");

    /// <summary>Something happened now.</summary>
    /// <param name="what">One line.</param>
    public void Add(string what)
    {
        string line = $"{Format(NowMs)}  {what}";
        Lines++;
        foreach (char c in line)
        {
            Fingerprint = unchecked((Fingerprint ^ c) * FnvPrime);
        }

        _last.Enqueue(line);
        if (_last.Count > Kept)
        {
            _last.Dequeue();
        }

        output?.WriteLine(line);
    }
}
