using System.Net;
using System.Net.Sockets;

namespace AedCabinet.Centre;

/// <summary>
/// Connects to addresses of the public internet alone. It is judged by the address that is connected to, not by the name, which might lead
/// somewhere else a moment later.
/// </summary>
public static class PublicAddresses
{
    // IANA's registries of special-purpose addresses (RFC 6890), those that are not globally reachable; and multicast.
    private static readonly IPNetwork[] s_special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96",
            "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
            "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>Whether an address is of the public internet.</summary>
    /// <param name="address">The address.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool Has(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !s_special.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>
    /// What webhooks go out by. No proxy, no redirection and no cookies: the first two would lead past the judgement of the address.
    /// </summary>
    /// <param name="allowsPrivate">Whether addresses that are not of the public internet may be connected to.</param>
    /// <param name="connectFor">How long a connection may take.</param>
    /// <returns>It.</returns>
    public static SocketsHttpHandler Handler(bool allowsPrivate, TimeSpan connectFor) =>
        Handler(allowsPrivate ? PrivateNetworks.All : PrivateNetworks.None, connectFor);

    /// <summary>What webhooks go out by, as <see cref="Handler(bool, TimeSpan)"/>.</summary>
    /// <param name="allowed">Which addresses that are not of the public internet may be connected to.</param>
    /// <param name="connectFor">How long a connection may take.</param>
    /// <returns>It.</returns>
    public static SocketsHttpHandler Handler(PrivateNetworks allowed, TimeSpan connectFor)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = connectFor,
        };
        if (!allowed.IsAll)
        {
            handler.ConnectCallback = (context, stop) => ConnectAsync(context, allowed, stop);
        }

        return handler;
    }

    /// <summary>Connects.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="networks">Which private addresses are allowed.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="PrivateAddressException">The name leads to no address that is allowed.</exception>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, PrivateNetworks networks,
        CancellationToken stop)
    {
        IPAddress[] known = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        IPAddress[] allowed = [.. known.Where(networks.Allows)];
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException();
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
