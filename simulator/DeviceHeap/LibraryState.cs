namespace AedCabinet.DeviceHeap;

/// <summary>What the platform takes for itself, which the desktop build does not show: reckoned from its sources, or measured on a nanoCLR.</summary>
internal static class LibraryState
{
    /// <summary>The class that stands for all of M2Mqtt and what it opens.</summary>
    public const string Client = "nanoFramework.M2Mqtt.MqttClient";

    /// <summary>
    /// A connected client of M2Mqtt 5.1.220 with TLS: its object (53 fields), channel, session, three queues, CONNECT message,
    /// socket and stream, and four threads of three calls each.
    /// </summary>
    public const int ClientBytes = Tls + 648 + 132 + 164 + 384 + 336 + 300 + (4 * (StackFrames.Thread + ThreadObject + (3 * StackFrames.Native)));

    /// <summary>
    /// What the CLR and the static fields of Json, Net, Wi-Fi and the event sinks take: what is left of the 93,036 bytes of a cabinet
    /// that waits for its network, measured on a nanoCLR in November 2026, when all that is counted here is taken away.
    /// </summary>
    public const int Runtime = 11_800;

    /// <summary>What TLS adds: mainly the CA's certificate. Measured: 99,700 against 98,500 bytes.</summary>
    public const int Tls = 1200;

    private const int ThreadObject = 72 + HeapBlocks.Delegate;
}
