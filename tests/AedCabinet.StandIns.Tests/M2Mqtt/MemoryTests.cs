extern alias device;

using System;
using System.Buffers;
using System.Threading;
using device::nanoFramework.StandIns;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet.Packets;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

/// <summary>The client where the heap has no room for a message or a thread.</summary>
[TestClass]
public class MemoryTests : BrokerTests
{
    [TestCleanup]
    public void End() => ShortMemory.Fails = null;

    [TestMethod]
    public void A_message_for_which_there_is_no_memory_is_told_nobody_and_leaves_the_client_deaf()
    {
        ShortMemory.Fails = what => what == "MqttMsgPublish";
        using var broker = new ScriptedBroker(packet =>
            packet is MqttPublishPacket publish ? new MqttPubAckPacket { PacketIdentifier = publish.PacketIdentifier }
                : ScriptedBroker.AcceptOnly(packet));
        using var client = Connect(broker.Port, keepAliveSeconds: 1);
        using var closed = new ManualResetEventSlim();
        var heard = 0;
        client.MqttMsgPublishReceived += (_, _) => heard++;
        client.MqttMsgPublished += (_, e) => heard += e.IsPublished ? 1 : 0;
        client.ConnectionClosed += (_, _) => closed.Set();

        broker.Send(new MqttPublishPacket { Topic = "x", Payload = new ReadOnlySequence<byte>(new byte[2048]) });
        client.Publish("y", [], null, null, MqttQoSLevel.AtLeastOnce, false);

        Assert.IsTrue(closed.Wait(PatienceMs), "only what is waited for shows it");
        Assert.AreEqual(0, heard);
    }

    [TestMethod]
    public void A_client_without_memory_for_its_threads_does_not_connect()
    {
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = new MqttClient("127.0.0.1", broker.Port, false, null, null, MqttSslProtocols.None);
        ShortMemory.Fails = what => what == "Thread.Start";

        Assert.ThrowsExactly<OutOfMemoryException>(() => client.Connect("x"));
    }
}
