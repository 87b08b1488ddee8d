using System.Net;

namespace AedCabinet.Page;

/// <summary>Where a page is served.</summary>
/// <param name="Port">The TCP port; 0 for any free one.</param>
public sealed record PageListening(int Port)
{
    /// <summary>Gets the address of this host; by default nobody else reaches it.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Gets the certificate for HTTPS; <c>null</c> for plain HTTP.</summary>
    public PageCertificate? Certificate { get; init; }

    /// <summary>Gets the proxies whose word for where a request came from is taken; nobody else's is.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>Gets the names by which people reach it, beside this host's own.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
