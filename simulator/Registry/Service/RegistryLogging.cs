namespace AedCabinet.Registry.Service;

/// <summary>Where the registry's log goes.</summary>
internal static class RegistryLogging
{
    /// <summary>Prints it on the terminal.</summary>
    /// <param name="logging">The logging.</param>
    /// <param name="isChinese">Whether in Chinese.</param>
    public static void AddLogLines(this ILoggingBuilder logging, bool isChinese) => logging
        .AddConsole(console => console.FormatterName = LogLines.FormatterName)
        .AddConsoleFormatter<LogLines, LogLineOptions>(lines => lines.IsChinese = isChinese);
}
