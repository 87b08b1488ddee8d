namespace AedCabinet.Centre;

/// <summary>For how long cabinets were ready.</summary>
/// <param name="Name">The cabinet's id, or the code of what they are put together by.</param>
/// <param name="Cabinets">How many cabinets.</param>
/// <param name="Ready">For how long they said that they may be relied on.</param>
/// <param name="NotReady">For how long they said that they must not be.</param>
/// <param name="Unknown">For how long nothing was known.</param>
public sealed record AvailabilityRow(string Name, int Cabinets, TimeSpan Ready, TimeSpan NotReady, TimeSpan Unknown)
{
    /// <summary>Gets the share of the time in which they were ready, 0 to 1. Unknown is not ready.</summary>
    public double Share => Total > TimeSpan.Zero ? Ready / Total : 0;

    /// <summary>Gets the time that counts.</summary>
    public TimeSpan Total => Ready + NotReady + Unknown;
}
