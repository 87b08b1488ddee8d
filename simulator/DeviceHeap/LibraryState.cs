namespace AedCabinet.DeviceHeap;

/// <summary>
/// What the platform takes for itself, which the desktop build does not show: measured on a nanoCLR of 32 bits, 29 November 2026.
/// </summary>
internal static class LibraryState
{
    /// <summary>The class that stands for all of M2Mqtt and what it opens.</summary>
    public const string Client = "nanoFramework.M2Mqtt.MqttClient";

    /// <summary>
    /// A connected client of M2Mqtt 5.1.220 with TLS: four threads with ten calls (5,000 bytes), its object of 53 fields, channel,
    /// queues, the last messages, socket and addresses. Measured: a cabinet takes 102,372 bytes online and 93,036 before, of which
    /// the firmware's own share is known; TLS, mainly the CA's certificate, is 99,700 against 98,500 bytes (FACTS, November 2026).
    /// </summary>
    public const int ClientBytes = 8400 + 1200;

    /// <summary>
    /// What the CLR and the static fields of Json, Net, Wi-Fi and the event sinks take: what is left of the 93,036 bytes of a cabinet
    /// that waits for its network when all that is counted here is taken away; less 1,050 bytes since Json's table of converters is emptied
    /// (a cabinet idle and online took 88,944 bytes with it and 87,888 without).
    /// </summary>
    public const int Runtime = 11_000 - 1_050;
}
