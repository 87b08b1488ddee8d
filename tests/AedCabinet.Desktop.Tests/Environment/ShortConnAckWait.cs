using nanoFramework.M2Mqtt;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// While it lives, MQTT clients wait only a moment for a CONNACK: the device's 30 s can't be changed and needn't be sat through.
/// </summary>
internal sealed class ShortConnAckWait : IDisposable
{
    private const int WaitMs = 400;

    public ShortConnAckWait() => MqttSettings.Instance.TimeoutOnReceiving = WaitMs;

    public void Dispose() => MqttSettings.Instance.TimeoutOnReceiving = MqttSettings.DefaultTimeout;
}
