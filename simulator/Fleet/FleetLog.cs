using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AedCabinet.Platform;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The serial logs of the whole fleet in one: how often each line was written, with the numbers in it removed.</summary>
public sealed partial class FleetLog : ILog
{
    // The firmware has few different lines, but an exception's text can be anything, so the number of lines is bounded.
    private const int MaxKinds = 200;

    private readonly ConcurrentDictionary<string, int> _lines = new(StringComparer.Ordinal);
    private int _errors;
    private int _warnings;

    /// <summary>Gets how many errors there were.</summary>
    public int Errors => Volatile.Read(ref _errors);

    /// <summary>Gets how many warnings there were.</summary>
    public int Warnings => Volatile.Read(ref _warnings);

    /// <summary>Gets the warnings and errors with how often each came, most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Lines =>
        [.. _lines.OrderByDescending(line => line.Value).ThenBy(line => line.Key, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Info(string line)
    {
        // Successes are counted in the figures, not here.
    }

    /// <inheritdoc/>
    public void Warning(string line)
    {
        Interlocked.Increment(ref _warnings);
        Count(line);
    }

    /// <inheritdoc/>
    public void Error(string line)
    {
        Interlocked.Increment(ref _errors);
        Count("ERROR " + line);
    }

    private void Count(string line)
    {
        string kind = Number().Replace(line, "#");
        if (_lines.Count < MaxKinds || _lines.ContainsKey(kind))
        {
            _lines.AddOrUpdate(kind, 1, (_, count) => count + 1);
        }
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
