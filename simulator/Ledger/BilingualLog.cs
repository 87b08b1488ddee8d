using AedCabinet.Terminal;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// Log lines in both languages. The line is handed on as a <see cref="Wording"/>: who prints it chooses the language, and a
/// provider that knows nothing of languages gets English.
/// </summary>
public static class BilingualLog
{
    /// <summary>Logs a line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="level">How grave it is.</param>
    /// <param name="zh">The line in Chinese.</param>
    /// <param name="en">The same in English.</param>
    public static void Tell(this ILogger log, LogLevel level, string zh, string en) => log.Tell(level, new Wording(zh, en));

    /// <summary>Logs a line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="level">How grave it is.</param>
    /// <param name="line">The line in both languages.</param>
    public static void Tell(this ILogger log, LogLevel level, Wording line) =>
        log.Log(level, default, line, null, static (said, _) => said.En);
}
