using System.Net.Security;
using System.Security.Cryptography;
using AedCabinet.Contract;
using AedCabinet.Terminal;
using MQTTnet.Formatter;
using MQTTnet;
using System.Security.Cryptography.X509Certificates;

namespace AedCabinet.Centre;

/// <summary>How the registry gets in at the broker.</summary>
public sealed class BrokerAccess
{
    private readonly string? _password;
    private readonly X509Certificate2Collection? _authorities;

    /// <summary>Initializes a new instance of the <see cref="BrokerAccess"/> class.</summary>
    /// <param name="address">Where the broker listens.</param>
    /// <param name="user">The user, or <c>null</c> for none.</param>
    /// <param name="password">Its password, or <c>null</c> for none.</param>
    /// <param name="usesTls">Whether it speaks TLS.</param>
    /// <param name="caFile">The file (PEM) with the authority that issued the broker's certificate; <c>null</c> for those that this host
    /// trusts.</param>
    /// <exception cref="UserErrorException">The file can't be read.</exception>
    public BrokerAccess(BrokerAddress address, string? user = null, string? password = null, bool usesTls = false, string? caFile = null)
    {
        Address = address;
        User = user;
        _password = password;
        UsesTls = usesTls || caFile is not null;
        _authorities = caFile is null ? null : ReadAuthorities(caFile);
    }

    /// <summary>Gets where the broker listens.</summary>
    public BrokerAddress Address { get; }

    /// <summary>Gets the user, or <c>null</c> for none.</summary>
    public string? User { get; }

    /// <summary>
    /// Gets how commands get in: at a broker that takes the account's name for the client's id, another account than the one that listens.
    /// </summary>
    public BrokerAccess ForCommands { get => field ?? this; init; }

    /// <summary>
    /// Gets what the account is not allowed to read of what the registry needs, as far as that is known; <c>null</c> for nothing.
    /// </summary>
    public Wording? Lacks { get; init; }

    /// <summary>
    /// Gets a value indicating whether it is a cell's gateway: nats-server speaks MQTT 3.1.1 only, HAProxy before it wants the user's name
    /// as the client's id, and commands go with QoS 0.
    /// </summary>
    public bool IsGateway { get; init; }

    /// <summary>Gets a value indicating whether it speaks TLS.</summary>
    public bool UsesTls { get; }

    /// <summary>What an MQTT client needs to connect.</summary>
    /// <returns>The options, to be completed.</returns>
    public MqttClientOptionsBuilder ToOptions()
    {
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(IsGateway ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500)
            .WithTcpServer(Address.Host, Address.Port);
        if (User is not null)
        {
            options.WithCredentials(User, _password);
            if (IsGateway)
            {
                options.WithClientId(User);
            }
        }

        return UsesTls ? options.WithTlsOptions(Secure) : options;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(UsesTls ? "mqtts" : "mqtt")}://{Address}";

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        try
        {
            X509Certificate2Collection authorities = [];
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserErrorException(
                $"--ca: {file} can't be used: {exception.Message} Name the PEM file of the authority that issued the broker's certificate.",
                UserErrorException.WrongInput);
        }
    }

    private void Secure(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(Address.Host);
        if (_authorities is not null)
        {
            tls.WithCertificateValidationHandler(connection => IsTrusted(connection.Certificate, connection.SslPolicyErrors));
        }
    }

    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        // Only who issued it is judged here; a certificate of another host is refused as ever.
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using X509Certificate2 server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
