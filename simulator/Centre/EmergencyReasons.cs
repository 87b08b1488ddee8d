namespace AedCabinet.Centre;

/// <summary>Why an emergency is closed: what came out of it, as centres in China note it at 结案.</summary>
public static class EmergencyReasons
{
    /// <summary>Something else: what it was is then said in words.</summary>
    public const string Other = "other";

    /// <summary>The most characters of those words.</summary>
    public const int MaxNoteLength = 200;

    /// <summary>
    /// Gets the reasons: used in earnest, opened by mistake, stolen, a drill, work on the cabinet, a fault of the cabinet, something else.
    /// </summary>
    public static IReadOnlyList<string> All { get; } = ["real-use", "by-mistake", "stolen", "drill", "work", "device-fault", Other];
}
