namespace AedCabinet.DeviceBuild;

/// <summary>Source that a device's compiler refuses.</summary>
/// <param name="message">Where, and what is wrong.</param>
public sealed class DeviceCompilationException(string message) : Exception(message);
