using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Packets;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;
using MqttClient = nanoFramework.M2Mqtt.MqttClient;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

[TestClass]
public class PublishTests : BrokerTests
{
    private readonly ConcurrentQueue<(ushort Id, bool IsPublished)> _published = new();

    [TestMethod]
    [DataRow(MqttQoSLevel.AtLeastOnce)]
    [DataRow(MqttQoSLevel.ExactlyOnce)]
    public void An_acknowledged_message_is_told(MqttQoSLevel qosLevel)
    {
        using var broker = new RealBroker();
        using var client = Listen(Connect(broker.Port));

        var id = Publish(client, "救护站", qosLevel, retain: true);

        Await(() => _published.Contains((id, true)), "the acknowledgement");
        var message = broker.Published.Single();
        Assert.AreEqual("aed/1/event 救护站", $"{message.Topic} {message.ConvertPayloadToString()}");
        Assert.IsTrue(message.Retain);
        Assert.AreEqual((int)qosLevel, (int)message.QualityOfServiceLevel);
    }

    [TestMethod]
    public void A_message_with_QoS_0_has_an_id_too_but_no_end()
    {
        using var broker = new RealBroker();
        using var client = Listen(Connect(broker.Port));

        Assert.AreEqual(1, client.Publish("aed/1/telemetry", []));
        Assert.AreEqual(2, Publish(client, "b", MqttQoSLevel.AtLeastOnce));
        Assert.AreEqual(3, client.Publish("aed/1/telemetry", null));

        Await(() => broker.Published.Count == 3, "three messages");
        Await(() => _published.Contains(((ushort)2, true)), "one acknowledgement");
        Assert.HasCount(1, _published);
    }

    [TestMethod]
    public void Ids_start_again_at_1_after_the_last()
    {
        MqttSettings.Instance.InflightQueueSize = 0;
        using var client = CreateClient(FreePort.Find());
        for (var i = 0; i < ushort.MaxValue; i++)
        {
            client.Subscribe(["dropped"], [MqttQoSLevel.AtMostOnce]);
        }

        Assert.AreEqual(1, client.Subscribe(["dropped"], [MqttQoSLevel.AtMostOnce]));
    }

    [TestMethod]
    public void What_was_queued_before_the_connect_is_sent_after_it()
    {
        using var broker = new RealBroker();
        using var client = Listen(CreateClient(broker.Port));

        var id = Publish(client, "early");
        client.Connect("cabinet-1");

        Await(() => _published.Contains((id, true)), "the acknowledgement");
    }

    [TestMethod]
    public void Publishing_without_a_link_is_not_noticed()
    {
        using var client = Listen(CreateClient(FreePort.Find()));

        Assert.AreEqual(1, Publish(client, "lost"));
        client.Close();

        Assert.AreEqual(2, Publish(client, "lost"));
        Assert.IsEmpty(_published);
    }

    [TestMethod]
    public void A_full_queue_refuses_one_more()
    {
        MqttSettings.Instance.InflightQueueSize = 2;
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = Connect(broker.Port);
        Publish(client, "a");
        Publish(client, "b");

        var exception = Assert.ThrowsExactly<MqttClientException>(() => Publish(client, "c"));

        Assert.AreEqual(MqttClientErrorCode.InflightQueueFull, exception.ErrorCode);
        Assert.IsTrue(client.IsConnected);
    }

    [TestMethod]
    public void Without_an_acknowledgement_it_is_sent_three_times_and_given_up()
    {
        MqttSettings.Instance.DelayOnRetry = 100;
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = Listen(Connect(broker.Port));

        var id = Publish(client, "again");

        Await(() => _published.Contains((id, false)), "giving up");
        CollectionAssert.AreEqual(new[] { false, true, true }, Publishes(broker).Select(publish => publish.Dup).ToArray());
        Assert.IsTrue(Publishes(broker).All(publish => publish.PacketIdentifier == id));
        Assert.IsTrue(client.IsConnected);
    }

    [TestMethod]
    public void A_late_acknowledgement_ends_the_repeating()
    {
        MqttSettings.Instance.DelayOnRetry = 100;
        using var broker = new ScriptedBroker(packet => packet is MqttPublishPacket { Dup: true } publish
            ? new MqttPubAckPacket { PacketIdentifier = publish.PacketIdentifier }
            : ScriptedBroker.AcceptOnly(packet));
        using var client = Listen(Connect(broker.Port));

        var id = Publish(client, "late");
        Await(() => _published.Contains((id, true)), "the acknowledgement");
        var next = Publish(client, "next");
        Await(() => _published.Contains((next, true)), "the next acknowledgement");

        Assert.AreEqual(2, Publishes(broker).Count(publish => publish.PacketIdentifier == id));
        Assert.HasCount(2, _published);
    }

    [TestMethod]
    public void Answers_in_another_order_find_their_messages()
    {
        MqttPublishPacket? first = null;
        ScriptedBroker broker = null!;
        broker = new ScriptedBroker(packet =>
        {
            if (packet is not MqttPublishPacket publish)
            {
                return ScriptedBroker.AcceptOnly(packet);
            }

            if (first is null)
            {
                first = publish;
                return null;
            }

            broker.Send(new MqttPubAckPacket { PacketIdentifier = publish.PacketIdentifier });
            broker.Send(new MqttPubAckPacket { PacketIdentifier = 999 });
            return new MqttPubAckPacket { PacketIdentifier = first.PacketIdentifier };
        });
        using var _ = broker;
        using var client = Listen(Connect(broker.Port));

        var a = Publish(client, "a");
        var b = Publish(client, "b");

        Await(() => _published.Count == 2, "both acknowledgements");
        CollectionAssert.AreEqual(new[] { (b, true), (a, true) }, _published.ToArray());
    }

    [TestMethod]
    public void When_the_link_is_lost_waiting_messages_vanish()
    {
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = Listen(Connect(broker.Port));
        using var closed = new System.Threading.ManualResetEventSlim();
        client.ConnectionClosed += (_, _) => closed.Set();
        Publish(client, "waits");
        Await(() => Publishes(broker).Length == 1, "the message");

        broker.HangUp();

        Assert.IsTrue(closed.Wait(PatienceMs));
        Assert.IsFalse(client.IsConnected);
        Assert.IsEmpty(_published);
    }

    [TestMethod]
    public void A_client_that_connects_again_does_not_send_what_vanished()
    {
        using var broker = new RealBroker();
        using var client = Listen(CreateClient(broker.Port));
        Publish(client, "forgotten");
        client.Close();

        client.Connect("cabinet-1");
        var id = Publish(client, "new");

        Await(() => _published.Contains((id, true)), "the new message");
        Assert.AreEqual("new", broker.Published.Single().ConvertPayloadToString());
    }

    [TestMethod]
    [DataRow("aed/+/event")]
    [DataRow("aed/#")]
    [DataRow("")]
    [DataRow(null)]
    public void A_malformed_topic_ends_the_connection_when_it_is_sent(string? topic)
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        using var closed = new System.Threading.ManualResetEventSlim();
        client.ConnectionClosed += (_, _) => closed.Set();

        client.Publish(topic!, []);

        Assert.IsTrue(closed.Wait(PatienceMs));
        Assert.IsFalse(client.IsConnected);
    }

    [TestMethod]
    public void Content_type_and_properties_need_MQTT_5()
    {
        using var broker = new RealBroker();
        using var client = CreateClient(broker.Port);
        var properties = new ArrayList { new UserProperty("drill", "是") };
        Assert.ThrowsExactly<NotSupportedException>(() => client.Publish("a", [], "application/json"));
        Assert.ThrowsExactly<NotSupportedException>(() => client.Publish("a", [], null, properties, MqttQoSLevel.AtLeastOnce, false));

        client.ProtocolVersion = MqttProtocolVersion.Version_5;
        Assert.ThrowsExactly<ArgumentException>(
            () => client.Publish("a", [], null, new ArrayList { "x" }, MqttQoSLevel.AtLeastOnce, false));
        client.Connect("cabinet-1");
        client.Publish("a", [1], "application/json", properties, MqttQoSLevel.AtLeastOnce, false);

        Await(() => !broker.Published.IsEmpty, "the message");
        var message = broker.Published.Single();
        Assert.AreEqual("application/json", message.ContentType);
        Assert.AreEqual("drill", message.UserProperties.Single().Name);
        Assert.AreEqual("是", message.UserProperties.Single().ReadValueAsString());
    }

    private static MqttPublishPacket[] Publishes(ScriptedBroker broker) => [.. broker.Received.OfType<MqttPublishPacket>()];

    private static ushort Publish(MqttClient client, string text, MqttQoSLevel qosLevel = MqttQoSLevel.AtLeastOnce, bool retain = false) =>
        client.Publish("aed/1/event", Encoding.UTF8.GetBytes(text), null, null, qosLevel, retain);

    private MqttClient Listen(MqttClient client)
    {
        client.MqttMsgPublished += (_, e) => _published.Enqueue((e.MessageId, e.IsPublished));
        return client;
    }
}
