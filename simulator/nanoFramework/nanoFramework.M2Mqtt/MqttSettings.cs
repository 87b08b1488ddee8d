namespace nanoFramework.M2Mqtt;

/// <summary>Limits of every client in the process, all times in milliseconds.</summary>
public class MqttSettings
{
    /// <summary>Port of a broker without TLS.</summary>
    public const int BrokerDefaultPort = 1883;

    /// <summary>Port of a broker with TLS.</summary>
    public const int BrokerDefaultSslPort = 8883;

    /// <summary>How long the client waits for the broker's answer to a connect.</summary>
    public const int DefaultTimeout = 30_000;

    /// <summary>How often a message is sent before it is given up.</summary>
    public const int MaximumAttemptsRetry = 3;

    /// <summary>How long the client waits for an acknowledgement before it sends again.</summary>
    public const int DefaultDelayRetry = 1_000;

    /// <summary>Meant for connecting; nothing uses it.</summary>
    public const int ConnectTimeout = 30_000;

    /// <summary>No limit.</summary>
    public const int DefaultInflightQueueSize = int.MaxValue;

    private MqttSettings()
    {
    }

    /// <summary>The settings of the process.</summary>
    public static MqttSettings Instance { get; } = new();

    /// <summary>Port of the client created last without TLS.</summary>
    public int Port { get; internal set; } = BrokerDefaultPort;

    /// <summary>Port of the client created last with TLS.</summary>
    public int SslPort { get; internal set; } = BrokerDefaultSslPort;

    /// <summary>Meant for connecting; nothing uses it.</summary>
    public int TimeoutOnConnection { get; internal set; } = ConnectTimeout;

    /// <summary>How long the client waits for the broker's answer to a connect. Tests shorten it.</summary>
    public int TimeoutOnReceiving { get; internal set; } = DefaultTimeout;

    /// <summary>How often a message is sent before it is given up.</summary>
    public int AttemptsOnRetry { get; internal set; } = MaximumAttemptsRetry;

    /// <summary>How long the client waits for an acknowledgement before it sends again. Tests shorten it.</summary>
    public int DelayOnRetry { get; internal set; } = DefaultDelayRetry;

    /// <summary>How many messages may wait, coming and going together.</summary>
    public int InflightQueueSize { get; set; } = DefaultInflightQueueSize;

    /// <summary>Whether the broker's certificate must be valid.</summary>
    public bool ValidateServerCertificate { get; set; } = true;

    /// <summary>Everything as at the start of a process.</summary>
    internal void Reset()
    {
        Port = BrokerDefaultPort;
        SslPort = BrokerDefaultSslPort;
        TimeoutOnConnection = ConnectTimeout;
        TimeoutOnReceiving = DefaultTimeout;
        AttemptsOnRetry = MaximumAttemptsRetry;
        DelayOnRetry = DefaultDelayRetry;
        InflightQueueSize = DefaultInflightQueueSize;
        ValidateServerCertificate = true;
    }
}
