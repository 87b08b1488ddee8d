using System.Diagnostics;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet.Packets;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

[TestClass]
public class KeepAliveTests : BrokerTests
{
    [TestMethod]
    public void An_idle_client_pings_and_an_answer_keeps_the_link()
    {
        using var broker = new ScriptedBroker(packet =>
            packet is MqttPingReqPacket ? new MqttPingRespPacket() : ScriptedBroker.AcceptOnly(packet));
        using var client = Connect(broker.Port, keepAliveSeconds: 1);

        Await(() => broker.Received.OfType<MqttPingReqPacket>().Count() == 2, "two pings");

        Assert.IsTrue(client.IsConnected);
    }

    [TestMethod]
    public void An_unanswered_ping_ends_the_connection_after_another_period()
    {
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);

        // Before the first period begins, however long this thread is kept after it.
        var watch = Stopwatch.StartNew();
        using var client = Connect(broker.Port, keepAliveSeconds: 1);
        using var closed = new ManualResetEventSlim();
        client.ConnectionClosed += (_, _) => closed.Set();

        Assert.IsTrue(closed.Wait(PatienceMs));

        Assert.IsGreaterThan(1_900, watch.ElapsedMilliseconds);
        Assert.AreEqual(1, broker.Received.OfType<MqttPingReqPacket>().Count());
    }

    [TestMethod]
    public void A_client_that_publishes_never_pings()
    {
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = Connect(broker.Port, keepAliveSeconds: 1);
        var watch = Stopwatch.StartNew();
        using var pace = new ManualResetEventSlim();
        var gaps = 0;

        while (watch.ElapsedMilliseconds < 1_600)
        {
            var before = watch.ElapsedMilliseconds;
            client.Publish("aed/1/telemetry", []);
            pace.Wait(100);

            // Where the machine is busy elsewhere for so long, nothing was published, and a ping is right.
            gaps += watch.ElapsedMilliseconds - before > 800 ? 1 : 0;
        }

        Assert.IsLessThanOrEqualTo(gaps, broker.Received.OfType<MqttPingReqPacket>().Count());
    }
}
