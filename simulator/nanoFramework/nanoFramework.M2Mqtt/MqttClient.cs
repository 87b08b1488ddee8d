using System.Security.Cryptography.X509Certificates;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Link;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

/// <summary>
/// Desktop stand-in for nanoFramework.M2Mqtt 5.1.220: MQTTnet's packets behind the device's behaviour, above all behind
/// its way to fail.
/// </summary>
/// <remarks>
/// <para>What the firmware meets here as on the device: publishing only queues; when the link is lost, messages that wait
/// vanish without an event; without an acknowledgement a message is sent again after 1 s, marked as a duplicate, and
/// given up after the third time; a malformed topic is noticed only when it is sent, and ends the connection, as does a
/// handler that throws; pings are sent only when nothing else is; no socket has a time-out.</para>
/// <para>Known differences: <see cref="Close"/> does not take its 200 ms; a packet that cannot be read ends the connection
/// instead of being passed over; answers are matched at once in whatever order they come; after <see cref="Dispose"/>
/// and <see cref="Close"/> no <see cref="ConnectionClosed"/> is raised, where the device sometimes raises it. IPv4 only,
/// as there.</para>
/// </remarks>
public partial class MqttClient : IMqttClient, IDisposable
{
    private const ushort DefaultKeepAliveSeconds = 60;

    private static readonly AsyncLocal<CancellationToken> s_cabinetPower = new();

    private readonly MqttSettings _settings = MqttSettings.Instance;
    private readonly InflightQueue _queue = new(MqttSettings.Instance);
    private readonly Lock _gate = new();
    private BrokerAddress _broker = null!;
    private BrokerSession? _session;
    private volatile bool _isConnected;

    /// <summary>A client without TLS on the default port.</summary>
    /// <param name="brokerHostName">Name or address of the broker.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The name has no address, or there is no network to ask.</exception>
    public MqttClient(string brokerHostName)
        : this(brokerHostName, MqttSettings.BrokerDefaultPort, false, null, null, MqttSslProtocols.None)
    {
    }

    /// <summary>A client; the name is looked up here and never again.</summary>
    /// <param name="brokerHostName">Name or address of the broker.</param>
    /// <param name="brokerPort">Its port.</param>
    /// <param name="secure">Whether to use TLS.</param>
    /// <param name="caCert">Certificate that signed the broker's; null trusts the system's list.</param>
    /// <param name="clientCert">The client's own certificate, or null.</param>
    /// <param name="sslProtocol">Version of TLS.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The name has no address, or there is no network to ask.</exception>
    public MqttClient(
        string brokerHostName, int brokerPort, bool secure, X509Certificate? caCert, X509Certificate? clientCert,
        MqttSslProtocols sslProtocol) =>
        Init(brokerHostName, brokerPort, secure, caCert, clientCert, sslProtocol);

    /// <inheritdoc/>
    public event IMqttClient.ConnectionClosedEventHandler? ConnectionClosed;

    /// <summary>
    /// Cancelled when the cabinet that runs in this flow of execution loses its power: its connections end without a goodbye.
    /// Threads started from here inherit it. Never cancelled unless a simulator sets it.
    /// </summary>
    internal static CancellationToken CabinetPower
    {
        get => s_cabinetPower.Value;
        set => s_cabinetPower.Value = value;
    }

    /// <summary>Whether the link stands: false as soon as its loss is noticed.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Id of the last successful connect, else null.</summary>
    public string? ClientId { get; private set; }

    /// <summary>Whether the last successful connect asked for a clean session.</summary>
    public bool CleanSession { get; private set; }

    /// <summary>Whether the last successful connect had a last will.</summary>
    public bool WillFlag { get; private set; }

    /// <summary>QoS of that last will.</summary>
    public MqttQoSLevel WillQosLevel { get; private set; }

    /// <summary>Topic of that last will.</summary>
    public string? WillTopic { get; private set; }

    /// <summary>Text of that last will.</summary>
    public string? WillMessage { get; private set; }

    /// <summary>Version of MQTT, to be set before connecting.</summary>
    public MqttProtocolVersion ProtocolVersion { get; set; } = MqttProtocolVersion.Version_3_1_1;

    /// <summary>The settings of every client in the process.</summary>
    public MqttSettings Settings => _settings;

    /// <inheritdoc/>
    public void Init(string brokerHostName, int brokerPort, bool secure, byte[]? caCert, byte[]? clientCert,
        MqttSslProtocols sslProtocol) =>
        Init(brokerHostName, brokerPort, secure, Load(caCert), Load(clientCert), sslProtocol);

    /// <summary>Connects with a clean session and no last will.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <returns>The broker's answer.</returns>
    public MqttReasonCode Connect(string clientId) => Connect(clientId, null, null);

    /// <summary>Connects with a clean session and no last will.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="username">User, or null.</param>
    /// <param name="password">Password, or null.</param>
    /// <returns>The broker's answer.</returns>
    public MqttReasonCode Connect(string clientId, string? username, string? password) =>
        Connect(clientId, username, password, false, MqttQoSLevel.AtMostOnce, false, null, null, true, DefaultKeepAliveSeconds);

    /// <inheritdoc/>
    /// <exception cref="MqttConnectionException">TCP or TLS failed.</exception>
    /// <exception cref="MqttCommunicationException">No answer within 30 s, or the broker hung up.</exception>
    /// <exception cref="MqttClientException">The last will is incomplete.</exception>
    /// <remarks>Whatever else it answers than success, threads and socket stay until <see cref="Close"/> or
    /// <see cref="Dispose"/>.</remarks>
    public MqttReasonCode Connect(
        string clientId,
        string? username,
        string? password,
        bool willRetain,
        MqttQoSLevel willQosLevel,
        bool willFlag,
        string? willTopic,
        string? willMessage,
        bool cleanSession,
        ushort keepAlivePeriod)
    {
        var session = new BrokerSession(
            this, _queue, new BrokerChannel(_broker, _settings.ValidateServerCertificate, ToMqttNet(ProtocolVersion)), _settings);
        Exchange(session)?.Stop();
        session.Open();

        var request = new ConnectRequest(
            clientId, username, password, willRetain, willQosLevel, willFlag, willTopic, willMessage, cleanSession, keepAlivePeriod);
        var answer = session.Greet(PacketFactory.Connect(request, ProtocolVersion));
        var reasonCode = PacketFactory.ToReasonCode(answer, ProtocolVersion);
        if (reasonCode == MqttReasonCode.Success)
        {
            Remember(request);
            session.Begin(keepAlivePeriod * 1000);
            lock (_gate)
            {
                _isConnected = _session == session && !session.IsLost;
            }
        }

        return reasonCode;
    }

    /// <summary>Takes leave of the broker, so that it does not publish the last will; <see cref="ConnectionClosed"/> follows.</summary>
    /// <exception cref="MqttCommunicationException">There is no link.</exception>
    public void Disconnect()
    {
        var session = _session ?? throw new MqttCommunicationException();
        session.Send(new MQTTnet.Packets.MqttDisconnectPacket());
        session.Lose();
    }

    /// <summary>Ends the link, forgets what waits and stops the threads. It never throws and takes a few seconds at most.</summary>
    public void Close()
    {
        var session = Exchange(null);
        _isConnected = false;
        try
        {
            session?.Stop();
        }
        catch (Exception)
        {
            // The device closes as well as it can, too.
        }

        _queue.Clear();
    }

    /// <summary>As <see cref="Close"/>; it may be called again.</summary>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>The handlers' thread has raised what came before the loss: close, and say so.</summary>
    internal void CloseAfterLoss(BrokerSession session)
    {
        var isCurrent = Interlocked.CompareExchange(ref _session, null, session) == session;
        session.Stop();
        if (!isCurrent)
        {
            // Closed by the user, or connected anew, in the meantime.
            return;
        }

        _queue.Clear();
        try
        {
            ConnectionClosed?.Invoke(this, EventArgs.Empty);
        }
        catch (Exception)
        {
            // Nothing is left to be closed.
        }
    }

    internal void NoteLoss(BrokerSession session)
    {
        lock (_gate)
        {
            if (_session == session)
            {
                _isConnected = false;
            }
        }
    }

    private static X509Certificate? Load(byte[]? certificate) =>
        certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate);

    private static MQTTnet.Formatter.MqttProtocolVersion ToMqttNet(MqttProtocolVersion version) => version switch
    {
        MqttProtocolVersion.Version_3_1 => MQTTnet.Formatter.MqttProtocolVersion.V310,
        MqttProtocolVersion.Version_5 => MQTTnet.Formatter.MqttProtocolVersion.V500,
        _ => MQTTnet.Formatter.MqttProtocolVersion.V311,
    };

    private void Init(
        string brokerHostName, int brokerPort, bool secure, X509Certificate? caCert, X509Certificate? clientCert,
        MqttSslProtocols sslProtocol)
    {
        var address = BrokerAddress.Resolve(brokerHostName);
        _broker = new BrokerAddress(brokerHostName, address, brokerPort, secure, caCert, clientCert, sslProtocol);
        if (secure)
        {
            _settings.SslPort = brokerPort;
        }
        else
        {
            _settings.Port = brokerPort;
        }
    }

    private BrokerSession? Exchange(BrokerSession? session)
    {
        lock (_gate)
        {
            return Interlocked.Exchange(ref _session, session);
        }
    }

    private void Remember(ConnectRequest request)
    {
        ClientId = request.ClientId;
        CleanSession = request.CleanSession;
        WillFlag = request.WillFlag;
        WillQosLevel = request.WillQosLevel;
        WillTopic = request.WillTopic;
        WillMessage = request.WillMessage;
    }
}
