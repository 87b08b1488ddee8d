using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>A host's log in a test: every error fails it.</summary>
internal sealed class HostErrors : ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<string> _errors = new();

    public IReadOnlyCollection<string> Errors => _errors;

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
        {
            _errors.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    // A host disposes of its providers; the test reads on.
    void IDisposable.Dispose()
    {
    }
}
