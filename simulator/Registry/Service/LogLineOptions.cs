using Microsoft.Extensions.Logging.Console;

namespace AedCabinet.Registry.Service;

/// <summary>How the running log reads.</summary>
internal sealed class LogLineOptions : ConsoleFormatterOptions
{
    /// <summary>Gets or sets a value indicating whether it is Chinese.</summary>
    public bool IsChinese { get; set; }
}
