using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AedCabinet.Platform;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The serial logs of a whole fleet in one: how often which line was written, numbers left out.</summary>
public sealed partial class FleetLog : ILog
{
    // The firmware's lines are few; what a platform's exception says may be anything.
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
        // Successes are in the figures.
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
