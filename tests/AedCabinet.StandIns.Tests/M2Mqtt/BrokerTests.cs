using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Link;
using nanoFramework.M2Mqtt.Messages;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

/// <summary>Every test here starts with the process's settings, and leaves no thread behind.</summary>
public abstract class BrokerTests
{
    /// <summary>Longer than anything waited for takes; only a failing test waits so long.</summary>
    protected const int PatienceMs = 30_000;

    [TestInitialize]
    public void Reset() => MqttSettings.Instance.Reset();

    [TestCleanup]
    public void No_thread_is_left()
    {
        MqttSettings.Instance.Reset();

        // A thread that was joined may be a moment from its last instruction.
        Assert.IsTrue(SpinWait.SpinUntil(() => BrokerSession.RunningThreads == 0, PatienceMs), $"{BrokerSession.RunningThreads} left");
    }

    protected static MqttClient CreateClient(int port) =>
        new("127.0.0.1", port, false, null, null, MqttSslProtocols.None);

    protected static MqttClient Connect(int port, ushort keepAliveSeconds = 60)
    {
        var client = CreateClient(port);
        var code = client.Connect("cabinet-1", null, null, false, MqttQoSLevel.AtMostOnce, false, null, null, true, keepAliveSeconds);
        Assert.AreEqual(MqttReasonCode.Success, code);
        return client;
    }

    protected static void Await(Func<bool> condition, string what) =>
        Assert.IsTrue(SpinWait.SpinUntil(condition, PatienceMs), what);
}
