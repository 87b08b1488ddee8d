using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AedCabinet.Simulator.Cabinets;
using MQTTnet;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Where a fleet's cabinets connect and how the connection is protected: the same for all of them, so it is made once.</summary>
public sealed class FleetBroker
{
    /// <summary>Initializes a new instance of the <see cref="FleetBroker"/> class.</summary>
    /// <param name="address">Where the broker listens.</param>
    /// <param name="ca">The CA by which its certificate is judged, or <c>null</c> for a connection without TLS.</param>
    public FleetBroker(BrokerAddress address, X509Certificate2? ca)
    {
        Address = address;
        IsTls = ca is not null;
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder().WithTcpServer(address.Host, address.Port);
        if (ca is not null)
        {
            builder.WithTlsOptions(options => options
                .WithTargetHost(address.Host)
                .WithTrustChain([ca])
                .WithSslProtocols(System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13)
                .WithRevocationMode(X509RevocationMode.NoCheck)
                .WithCertificateValidationHandler(seen => IsTrusted(seen.Certificate, seen.SslPolicyErrors, ca)));
        }

        Options = builder.Build();
    }

    /// <summary>Gets where the broker listens.</summary>
    public BrokerAddress Address { get; }

    /// <summary>Gets a value indicating whether the connections are encrypted.</summary>
    public bool IsTls { get; }

    /// <summary>Gets what MQTTnet's channel needs.</summary>
    internal MqttClientOptions Options { get; }

    // Only the site's own CA counts, as on the board.
    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2 ca)
    {
        if (certificate is null || (errors & (SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable)) != 0)
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using X509Certificate2 seen = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(seen);
    }
}
