namespace nanoFramework.Json;

/// <summary>The text is not JSON, or JSON that the device's library cannot put into the wanted type. It carries no text.</summary>
public class DeserializationException : Exception
{
}
