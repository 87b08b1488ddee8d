using System.Globalization;

namespace AedCabinet.Terminal;

/// <summary>The language in which this host's user reads.</summary>
public static class HostLanguage
{
    /// <summary>Gets a value indicating whether this host is set to Chinese.</summary>
    public static bool IsChinese =>
        new[] { Environment.GetEnvironmentVariable("LC_ALL"), Environment.GetEnvironmentVariable("LC_MESSAGES"),
            Environment.GetEnvironmentVariable("LANG"), CultureInfo.CurrentUICulture.Name }
            .FirstOrDefault(name => !string.IsNullOrEmpty(name))?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;
}
