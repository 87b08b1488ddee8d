using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Fleet;

/// <summary>What the operating system must allow before a fleet can be started.</summary>
internal static class FleetLimits
{
    // File descriptors for the runtime, the observer and the page, with a reserve.
    private const int Others = 500;

    /// <summary>Checks that there can be enough sockets.</summary>
    /// <param name="cabinets">How many cabinets there are.</param>
    /// <exception cref="UserErrorException">There can't; the message says what to do.</exception>
    public static void Check(int cabinets)
    {
        long files = OpenFiles();
        if (files < cabinets + Others)
        {
            throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{cabinets} cabinets need {cabinets} sockets, and this shell allows {files} open files. Say  ulimit -n "
                        + $"{2 * (cabinets + Others)}  first (as root, or raise nofile in /etc/security/limits.conf). The broker needs as "
                        + $"many: for a Mosquitto that runs as a service, LimitNOFILE={2 * (cabinets + Others)} in its unit and "
                        + $"max_connections -1 in its configuration."),
                UserErrorException.Environment);
        }
    }

    private static long OpenFiles()
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits))
        {
            return long.MaxValue;
        }

        string? line = File.ReadLines(Limits).FirstOrDefault(item => item.StartsWith("Max open files", StringComparison.Ordinal));
        string[] words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length > 3 && long.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out long files) ? files
            : long.MaxValue;
    }
}
