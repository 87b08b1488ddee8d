using System.Net;
using System.Net.Sockets;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>TCP ports of this host.</summary>
internal static class Ports
{
    /// <summary>A port that nobody listens on now.</summary>
    /// <returns>Its number.</returns>
    public static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
