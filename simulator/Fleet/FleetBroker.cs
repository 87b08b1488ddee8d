using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using AedCabinet.Contract;
using MQTTnet;
using System.Security.Cryptography.X509Certificates;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Where a fleet's cabinets connect and how the connection is protected: the same for all of them, so it is made once.</summary>
public sealed class FleetBroker
{
    private readonly X509Certificate2? _ca;
    private volatile string? _certificateProblem;

    /// <summary>Initializes a new instance of the <see cref="FleetBroker"/> class.</summary>
    /// <param name="address">Where the broker listens.</param>
    /// <param name="ca">The CA by which its certificate is judged, or <c>null</c> for a connection without TLS.</param>
    public FleetBroker(BrokerAddress address, X509Certificate2? ca)
    {
        Address = address;
        _ca = ca;
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder().WithTcpServer(address.Host, address.Port);
        if (ca is not null)
        {
            builder.WithTlsOptions(options => options
                .WithTargetHost(address.Host)
                .WithTrustChain([ca])
                .WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13)
                .WithRevocationMode(X509RevocationMode.NoCheck)
                .WithCertificateValidationHandler(seen =>
                    (_certificateProblem = ProblemOf(seen.Certificate, seen.SslPolicyErrors, ca)) is null));
        }

        Options = builder.Build();
    }

    /// <summary>Gets where the broker listens.</summary>
    public BrokerAddress Address { get; }

    /// <summary>Gets a value indicating whether the connections are encrypted.</summary>
    public bool IsTls => _ca is not null;

    /// <summary>Gets what MQTTnet's channel needs.</summary>
    internal MqttClientOptions Options { get; }

    /// <summary>Another listener of the same broker.</summary>
    /// <param name="address">Where it listens.</param>
    /// <returns>That one, protected alike.</returns>
    public FleetBroker At(BrokerAddress address) => new(address, _ca);

    /// <summary>Why an attempt to connect failed.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>In words; the broker's certificate, where it was refused.</returns>
    internal string WhyNot(Exception exception)
    {
        Exception cause = exception;
        while (cause.InnerException is { } inner && cause is not AuthenticationException)
        {
            cause = inner;
        }

        return cause switch
        {
            AuthenticationException => _certificateProblem ?? cause.Message,
            OperationCanceledException => "it does not answer",
            _ => cause.Message,
        };
    }

    // Only the site's own CA is trusted, as on the board.
    private string? ProblemOf(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2 ca)
    {
        if (certificate is null)
        {
            return "it shows no certificate";
        }

        using X509Certificate2 seen = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return $"its certificate is for {seen.GetNameInfo(X509NameType.DnsName, false)}, not for {Address.Host}";
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (chain.Build(seen))
        {
            return null;
        }

        return DateTime.Now < seen.NotBefore || DateTime.Now > seen.NotAfter
            ? string.Create(CultureInfo.InvariantCulture,
                $"its certificate ({seen.Subject}) is valid from {seen.NotBefore:yyyy-MM-dd} to {seen.NotAfter:yyyy-MM-dd} only")
            : $"its certificate ({seen.Subject}, issued by {seen.Issuer}) is not one of the site's CA ({ca.Subject}), which lies beside "
                + $"cabinet.json";
    }
}
