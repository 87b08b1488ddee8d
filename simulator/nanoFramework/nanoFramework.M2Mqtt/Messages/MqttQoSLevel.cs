namespace nanoFramework.M2Mqtt.Messages;

/// <summary>How hard a message is delivered.</summary>
public enum MqttQoSLevel
{
    /// <summary>Sent and forgotten.</summary>
    AtMostOnce = 0,

    /// <summary>Repeated until acknowledged: may come twice.</summary>
    AtLeastOnce = 1,

    /// <summary>Handed over in four steps.</summary>
    ExactlyOnce = 2,

    /// <summary>In an answer to a subscription: refused.</summary>
    GrantedFailure = 128,
}
