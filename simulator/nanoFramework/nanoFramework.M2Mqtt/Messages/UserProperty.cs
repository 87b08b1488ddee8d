namespace nanoFramework.M2Mqtt.Messages;

/// <summary>A name and a value that travel with a message; MQTT 5 only.</summary>
/// <param name="name">The name.</param>
/// <param name="value">The value.</param>
public class UserProperty(string name, string value)
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = name;

    /// <summary>The value.</summary>
    public string Value { get; set; } = value;
}
