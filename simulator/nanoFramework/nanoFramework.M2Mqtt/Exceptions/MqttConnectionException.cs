namespace nanoFramework.M2Mqtt.Exceptions;

/// <summary>TCP or TLS to the broker could not be established.</summary>
/// <param name="message">What was tried.</param>
/// <param name="innerException">How it failed.</param>
public class MqttConnectionException(string message, Exception innerException) : Exception(message, innerException)
{
}
