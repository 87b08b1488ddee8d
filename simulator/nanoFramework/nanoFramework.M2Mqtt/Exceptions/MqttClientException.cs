namespace nanoFramework.M2Mqtt.Exceptions;

/// <summary>The client refuses a request, or cannot use an answer.</summary>
/// <param name="errorCode">Why.</param>
public class MqttClientException(MqttClientErrorCode errorCode) : Exception
{
    /// <summary>Why.</summary>
    public MqttClientErrorCode ErrorCode { get; set; } = errorCode;
}
