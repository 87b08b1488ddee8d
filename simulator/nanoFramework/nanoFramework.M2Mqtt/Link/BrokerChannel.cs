using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;
using nanoFramework.M2Mqtt.Exceptions;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>
/// One TCP connection, with or without TLS, and MQTTnet's packets on it. Every call blocks without a time-out, as on
/// the device; <see cref="Dispose"/> from another thread ends them all.
/// </summary>
internal sealed class BrokerChannel(BrokerAddress broker, bool validatesServer, MQTTnet.Formatter.MqttProtocolVersion version) : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int InitialBufferBytes = 4096;
    private const int KeptBufferBytes = 64 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Lock _sendGate = new();
    private MqttChannelAdapter? _adapter;

    /// <summary>Time of the last packet sent, for the keep-alive.</summary>
    internal long LastSentMs { get; private set; }

    /// <summary>Opens TCP and TLS.</summary>
    /// <exception cref="MqttConnectionException">One of them failed.</exception>
    internal void Open()
    {
        try
        {
            _socket.Connect(new IPEndPoint(broker.Address, broker.Port));
            Stream stream = new NetworkStream(_socket, ownsSocket: true);
            stream = broker.IsSecure ? Secure(stream) : stream;
            _adapter = new MqttChannelAdapter(
                new MqttTcpChannel(stream, _socket.RemoteEndPoint, _socket.LocalEndPoint, null),
                new MqttPacketFormatterAdapter(version, new MqttBufferWriter(InitialBufferBytes, KeptBufferBytes)),
                MqttNetNullLogger.Instance);
        }
        catch (SocketException exception)
        {
            throw new MqttConnectionException($"Socket exception connecting to the broker: {exception.ErrorCode}", exception);
        }
        catch (Exception exception)
        {
            throw new MqttConnectionException("Exception connecting to the broker", exception);
        }
    }

    /// <summary>Sends one packet.</summary>
    /// <exception cref="MqttCommunicationException">The link is gone.</exception>
    internal void Send(MqttPacket packet)
    {
        try
        {
            lock (_sendGate)
            {
                _adapter!.SendPacketAsync(packet, CancellationToken.None).GetAwaiter().GetResult();
            }
        }
        catch (Exception exception)
        {
            throw new MqttCommunicationException(exception);
        }

        LastSentMs = Environment.TickCount64;
    }

    /// <summary>Waits for one packet.</summary>
    /// <returns>The packet, or null when the broker hung up.</returns>
    internal MqttPacket? Receive() => _adapter!.ReceivePacketAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Hangs up.</summary>
    public void Dispose()
    {
        // The socket first: closing a TLS stream would want to say good-bye on it, and could wait.
        _socket.Dispose();
        try
        {
            _adapter?.Dispose();
        }
        catch (Exception)
        {
            // Nobody is left to be told.
        }
    }

    private SslStream Secure(Stream stream)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = broker.HostName,
            EnabledSslProtocols = broker.ToSslProtocols(),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                !validatesServer || IsTrusted(certificate, chain, errors),
        };
        if (broker.ClientCertificate is { } clientCertificate)
        {
            options.ClientCertificates = [clientCertificate];
        }

        secure.AuthenticateAsClient(options);
        return secure;
    }

    /// <summary>The given authority alone counts, as on the device; without one the system's do.</summary>
    private bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (broker.CaCertificate is null || certificate is null)
        {
            return errors == SslPolicyErrors.None;
        }

        using var authority = new X509Certificate2(broker.CaCertificate);
        using var leaf = new X509Certificate2(certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && chain.Build(leaf);
    }
}
