namespace nanoFramework.M2Mqtt.Messages;

/// <summary>
/// The broker's answer. Versions 3 and 5 of MQTT number differently: 1 to 5 and the names with
/// ConnectionRefused are version 3's.
/// </summary>
public enum MqttReasonCode
{
    /// <summary>Accepted.</summary>
    Success = 0,

    /// <summary>Subscribed with QoS 0.</summary>
    GrantedQoS0 = 0,

    /// <summary>The client leaves; its last will is not published.</summary>
    NormalDisconnection = 0,

    /// <summary>MQTT 3: the broker does not speak this version.</summary>
    ConnectionRefusedUnacceptableProtocolVersion = 1,

    /// <summary>Subscribed with QoS 1.</summary>
    GrantedQoS1 = 1,

    /// <summary>MQTT 3: the broker does not allow this client id.</summary>
    ConnectionRefusedIdentifierRejected = 2,

    /// <summary>Subscribed with QoS 2.</summary>
    GrantedQoS2 = 2,

    /// <summary>MQTT 3: the broker is not available.</summary>
    ConnectionRefusedServerUnavailable = 3,

    /// <summary>MQTT 3: user name or password are malformed.</summary>
    ConnectionRefusedBadUserNameOrPassword = 4,

    /// <summary>The client leaves and wants its last will published.</summary>
    DisconnectWithWillMessage = 4,

    /// <summary>MQTT 3: the client may not connect.</summary>
    ConnectionRefusedNotAuthorized = 5,

    /// <summary>Taken, but nobody listens.</summary>
    NoMatchingSubscribers = 16,

    /// <summary>There was no such subscription.</summary>
    NoSubscriptionExisted = 17,

    /// <summary>The authentication goes on.</summary>
    ContinueAuthentication = 24,

    /// <summary>The client authenticates again.</summary>
    ReAuthenticate = 25,

    /// <summary>No reason given.</summary>
    UnspecifiedError = 128,

    /// <summary>The packet could not be read.</summary>
    MalformedPacket = 129,

    /// <summary>The packet was not allowed then.</summary>
    ProtocolError = 130,

    /// <summary>Valid, but not accepted.</summary>
    ImplementationSpecificError = 131,

    /// <summary>The broker does not speak this version.</summary>
    UnsupportedProtocolVersion = 132,

    /// <summary>The broker does not allow this client id.</summary>
    ClientIdentifierNotValid = 133,

    /// <summary>The broker does not know this user or password.</summary>
    BadUserNameOrPassword = 134,

    /// <summary>Not allowed to this client.</summary>
    NotAuthorized = 135,

    /// <summary>The broker is not available.</summary>
    ServerUnavailable = 136,

    /// <summary>The broker is busy: try later.</summary>
    ServerBusy = 137,

    /// <summary>The client is banned.</summary>
    Banned = 138,

    /// <summary>The broker shuts down.</summary>
    ServeShuttingDown = 139,

    /// <summary>Unknown authentication method.</summary>
    BadAuthenticationMethod = 140,

    /// <summary>Nothing was heard for one and a half keep-alive periods.</summary>
    KeepAliveTimeout = 141,

    /// <summary>Another connection uses the same client id.</summary>
    SessionTakenOver = 142,

    /// <summary>The filter is not accepted.</summary>
    TopicFilterInvalid = 143,

    /// <summary>The topic is not accepted.</summary>
    TopicNameInvalid = 144,

    /// <summary>The message id is in use.</summary>
    PacketIdentifierInUse = 145,

    /// <summary>The message id is not known.</summary>
    PacketIdentifierNotFound = 146,

    /// <summary>More messages than allowed await their acknowledgement.</summary>
    ReceiveMaximumExceeded = 147,

    /// <summary>Unknown topic alias.</summary>
    TopicAliasInvalid = 148,

    /// <summary>The packet is too large.</summary>
    PacketTooLarge = 149,

    /// <summary>Messages come too fast.</summary>
    MessageRateTooHigh = 150,

    /// <summary>A limit is exceeded.</summary>
    QuotaExceeded = 151,

    /// <summary>Closed by an administrator.</summary>
    AdministrativeAction = 152,

    /// <summary>The payload is not in the format it claims.</summary>
    PayloadFormatInvalid = 153,

    /// <summary>The broker does not retain.</summary>
    RetainNotSupported = 154,

    /// <summary>The broker does not support this QoS.</summary>
    QoSNotSupported = 155,

    /// <summary>Another broker should be used for now.</summary>
    UseAnotherServer = 156,

    /// <summary>Another broker should be used from now on.</summary>
    ServerMoved = 157,

    /// <summary>The broker has no shared subscriptions.</summary>
    SharedSubscriptionsNotSupported = 158,

    /// <summary>Connections come too fast.</summary>
    ConnectionRateExceeded = 159,

    /// <summary>The connection lasted as long as it may.</summary>
    MaximumConnectTime = 160,

    /// <summary>The broker has no subscription identifiers.</summary>
    SubscriptionIdentifiersNotSupported = 161,

    /// <summary>The broker has no wildcard subscriptions.</summary>
    WildcardSubscriptionsNotSupported = 162,
}
