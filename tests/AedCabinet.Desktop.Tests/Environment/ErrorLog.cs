using System.Collections.Concurrent;
using AedCabinet.Platform;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A cabinet's log in a test: every error that the test did not expect fails it.</summary>
internal sealed class ErrorLog : ILog, IProgramLog
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Gets every line, errors too.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Gets the errors.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Gets or sets a part of the errors that the test expects; they don't count.</summary>
    public string? Expected { get; set; }

    /// <inheritdoc/>
    public void Info(string line) => _lines.Enqueue(line);

    /// <inheritdoc/>
    public void Warning(string line) => _lines.Enqueue("warning: " + line);

    /// <inheritdoc/>
    public void Error(string line)
    {
        _lines.Enqueue("ERROR: " + line);
        if (Expected is null || !line.Contains(Expected, StringComparison.Ordinal))
        {
            _errors.Enqueue(line);
        }
    }
}
