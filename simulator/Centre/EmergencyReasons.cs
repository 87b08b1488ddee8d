namespace AedCabinet.Centre;

/// <summary>Why an emergency is closed: what came out of it, as centres in China note it at 结案.</summary>
public static class EmergencyReasons
{
    /// <summary>
    /// Gets the reasons: used in earnest, opened by mistake, stolen, a drill, work on the cabinet, a fault of the cabinet, something else.
    /// </summary>
    public static IReadOnlyList<string> All { get; } = ["real-use", "by-mistake", "stolen", "drill", "work", "device-fault", "other"];
}
