namespace AedCabinet.Contract;

/// <summary>A birth, a goodbye or a last will, as <c>online</c> says it.</summary>
/// <param name="IsOnline">Whether the session lives.</param>
/// <param name="Boot">The number of the boot.</param>
/// <param name="Connection">The number of the connection within the boot.</param>
public sealed record ReportedOnline(bool IsOnline, int Boot, int Connection)
{
    /// <summary>Gets the session's number, which grows from session to session.</summary>
    public (int Boot, int Connection) Session => (Boot, Connection);
}
