namespace nanoFramework.M2Mqtt.Exceptions;

/// <summary>What the client found wrong, with the caller's request or with the broker's answer.</summary>
public enum MqttClientErrorCode
{
    /// <summary>Last will: flag, topic, text, retain and QoS do not fit together.</summary>
    WillWrong = 1,

    /// <summary>Keep-alive out of range.</summary>
    KeepAliveWrong = 2,

    /// <summary>A wildcard in a topic to publish on.</summary>
    TopicWildcard = 3,

    /// <summary>A topic of no characters, or of more than 65,535.</summary>
    TopicLength = 4,

    /// <summary>QoS above 2.</summary>
    QosNotAllowed = 5,

    /// <summary>No topics.</summary>
    TopicsEmpty = 6,

    /// <summary>No QoS levels.</summary>
    QosLevelsEmpty = 7,

    /// <summary>Not as many topics as QoS levels.</summary>
    TopicsQosLevelsNotMatch = 8,

    /// <summary>The broker sent what only a client may send.</summary>
    WrongBrokerMessage = 9,

    /// <summary>Message id 0.</summary>
    WrongMessageId = 10,

    /// <summary>As many messages wait as <see cref="MqttSettings.InflightQueueSize"/> allows.</summary>
    InflightQueueFull = 11,

    /// <summary>Reserved bits set by the broker.</summary>
    InvalidFlagBits = 12,

    /// <summary>Reserved connect bits set.</summary>
    InvalidConnectFlags = 13,

    /// <summary>No client id, but a session to keep.</summary>
    InvalidClientId = 14,

    /// <summary>Unknown protocol name.</summary>
    InvalidProtocolName = 15,
}
