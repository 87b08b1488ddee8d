using AedCabinet.Terminal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace AedCabinet.Registry.Service;

/// <summary>The running log on the terminal: each line with its time of day, in the reader's language.</summary>
/// <param name="options">Which language.</param>
internal sealed class LogLines(IOptions<LogLineOptions> options) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name under which the console finds it.</summary>
    public const string FormatterName = "aed-lines";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string line = logEntry.State is Wording wording ? wording.In(options.Value.IsChinese)
            : logEntry.Formatter(logEntry.State, logEntry.Exception);
        string mark = logEntry.LogLevel switch
        {
            >= LogLevel.Error => options.Value.IsChinese ? "错误：" : "ERROR: ",
            LogLevel.Warning => options.Value.IsChinese ? "警告：" : "warning: ",
            _ => string.Empty,
        };
        textWriter.WriteLine(
            $"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} "
                + $"{mark}{line}{(logEntry.Exception is null ? string.Empty : $" {logEntry.Exception}")}");
    }
}
