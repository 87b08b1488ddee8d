namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>A status as it stands in files and tables.</summary>
internal static class StatusText
{
    /// <summary>A status in words.</summary>
    /// <param name="status">The status.</param>
    /// <returns><c>ready</c>, <c>not-ready</c> or <c>offline</c>.</returns>
    public static string Of(CabinetStatus status) => status switch
    {
        CabinetStatus.Ready => "ready",
        CabinetStatus.NotReady => "not-ready",
        _ => "offline",
    };
}
