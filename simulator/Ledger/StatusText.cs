using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>A status as it stands in files and tables.</summary>
public static class StatusText
{
    /// <summary>A status in words.</summary>
    /// <param name="status">The status.</param>
    /// <returns><c>ready</c>, <c>not-ready</c>, <c>not-understood</c>, <c>two-boards</c> or <c>offline</c>.</returns>
    public static string Of(CabinetStatus status) => status switch
    {
        CabinetStatus.Ready => "ready",
        CabinetStatus.NotReady => "not-ready",
        CabinetStatus.NotUnderstood => "not-understood",
        CabinetStatus.TwoBoards => "two-boards",
        _ => "offline",
    };
}
