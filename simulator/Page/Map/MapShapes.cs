using AedCabinet.Centre;

namespace AedCabinet.Page.Map;

/// <summary>The shape of each status on the map and in its legend: nobody has to tell colours apart.</summary>
internal static class MapShapes
{
    /// <summary>Gets the statuses in the order of the legend.</summary>
    public static IReadOnlyList<CabinetStatus> InOrder { get; } =
        [CabinetStatus.Ready, CabinetStatus.NotReady, CabinetStatus.Offline, CabinetStatus.NotUnderstood, CabinetStatus.TwoBoards];

    /// <summary>The outline of a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>A path in a square of 24.</returns>
    public static string Of(CabinetStatus status) => status switch
    {
        CabinetStatus.Ready => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z",
        CabinetStatus.NotReady => "M12 1L23 12L12 23L1 12z",
        CabinetStatus.Offline => "M12 2L23 21H1z",
        CabinetStatus.NotUnderstood => "M3 3H21V21H3z",
        _ => "M2 2H16V8H22V22H8V16H2z",
    };
}
