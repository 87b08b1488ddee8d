namespace nanoFramework.M2Mqtt.Exceptions;

/// <summary>The broker did not answer, hung up, or could not be written to.</summary>
public class MqttCommunicationException : Exception
{
    /// <summary>No answer in time, or the broker hung up.</summary>
    public MqttCommunicationException()
    {
    }

    /// <summary>The link failed.</summary>
    /// <param name="e">How.</param>
    public MqttCommunicationException(Exception e)
        : base(string.Empty, e)
    {
    }
}
