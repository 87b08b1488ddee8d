using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>Where the broker is and how it proves who it is.</summary>
/// <param name="HostName">Name as configured; TLS compares it with the certificate.</param>
/// <param name="Address">The name's first IPv4 address; the device knows no other.</param>
/// <param name="Port">Port.</param>
/// <param name="IsSecure">Whether to use TLS.</param>
/// <param name="CaCertificate">Who must have signed the broker's certificate; null leaves it to the system's list.</param>
/// <param name="ClientCertificate">The client's own certificate, or null.</param>
/// <param name="SslProtocol">Version of TLS.</param>
internal sealed record BrokerAddress(
    string HostName,
    IPAddress Address,
    int Port,
    bool IsSecure,
    X509Certificate? CaCertificate,
    X509Certificate? ClientCertificate,
    MqttSslProtocols SslProtocol)
{
    /// <summary>Asks the name service.</summary>
    /// <exception cref="SocketException">No such name, no IPv4 address for it, or no network.</exception>
    internal static IPAddress Resolve(string hostName)
    {
        var addresses = Dns.GetHostAddresses(hostName, AddressFamily.InterNetwork);
        return addresses.Length > 0 ? addresses[0] : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <exception cref="ArgumentException">A version the device does not connect with.</exception>
    internal SslProtocols ToSslProtocols() => SslProtocol switch
    {
        MqttSslProtocols.None => SslProtocols.None,
        MqttSslProtocols.TLSv1_2 => SslProtocols.Tls12,
        MqttSslProtocols.TLSv1_3 => SslProtocols.Tls13,
        _ => throw new ArgumentException(null),
    };
}
