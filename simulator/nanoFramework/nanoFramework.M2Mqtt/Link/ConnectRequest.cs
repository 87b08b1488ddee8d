using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt.Link;

/// <summary>What a client asks for when it connects.</summary>
internal sealed record ConnectRequest(
    string ClientId,
    string? Username,
    string? Password,
    bool WillRetain,
    MqttQoSLevel WillQosLevel,
    bool WillFlag,
    string? WillTopic,
    string? WillMessage,
    bool CleanSession,
    ushort KeepAlivePeriodSeconds);
