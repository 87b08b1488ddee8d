using System.Collections.Concurrent;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A cabinet's log in a test: every error that the test did not expect fails it.</summary>
internal sealed class ErrorLog : ILog
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Gets every line, errors too.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Gets the errors.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <inheritdoc/>
    public void Info(string line) => _lines.Enqueue(line);

    /// <inheritdoc/>
    public void Warning(string line) => _lines.Enqueue("warning: " + line);

    /// <inheritdoc/>
    public void Error(string line)
    {
        _lines.Enqueue("ERROR: " + line);
        _errors.Enqueue(line);
    }
}
