using System.Collections.Concurrent;
using AedCabinet.Platform;
using AedCabinet.Terminal;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A cabinet's or a registry's log in a test: every error that the test did not expect fails it.</summary>
internal sealed class ErrorLog : ILog, ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _chinese = new();

    /// <summary>Gets every line, errors too.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Gets the lines in Chinese, of those that are in both languages.</summary>
    public IReadOnlyCollection<string> Chinese => _chinese;

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

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (state is Wording wording)
        {
            _chinese.Enqueue(wording.Zh);
        }

        string line = formatter(state, exception) + (exception is null ? string.Empty : $" {exception}");
        Action<string> write = logLevel >= LogLevel.Error ? Error : logLevel == LogLevel.Warning ? Warning : Info;
        write(line);
    }

    // A host disposes of its providers; the test reads on.
    void IDisposable.Dispose()
    {
    }
}
