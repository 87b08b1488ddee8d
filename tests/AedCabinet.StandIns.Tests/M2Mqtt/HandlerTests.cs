using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

[TestClass]
public class HandlerTests : BrokerTests
{
    [TestMethod]
    public void A_subscription_is_granted_topic_by_topic()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        var granted = new ConcurrentQueue<MqttMsgSubscribedEventArgs>();
        client.MqttMsgSubscribed += (_, e) => granted.Enqueue(e);

        var id = client.Subscribe(["aed/1/command", "forbidden/#"], [MqttQoSLevel.AtLeastOnce, MqttQoSLevel.AtLeastOnce]);

        Await(() => !granted.IsEmpty, "the answer");
        Assert.AreEqual(id, granted.Single().MessageId);
        CollectionAssert.AreEqual(new[] { MqttQoSLevel.AtLeastOnce, MqttQoSLevel.GrantedFailure }, granted.Single().GrantedQoSLevels);
    }

    [TestMethod]
    [DataRow(MqttQualityOfServiceLevel.AtMostOnce)]
    [DataRow(MqttQualityOfServiceLevel.AtLeastOnce)]
    [DataRow(MqttQualityOfServiceLevel.ExactlyOnce)]
    public void A_message_reaches_its_handler_once(MqttQualityOfServiceLevel qos)
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        var received = new ConcurrentQueue<MqttMsgPublishEventArgs>();
        client.MqttMsgPublishReceived += (_, e) => received.Enqueue(e);
        Subscribe(client, "aed/1/command", MqttQoSLevel.ExactlyOnce);

        broker.Publish("aed/1/command", "定位", qos);
        broker.Publish("aed/1/command", "end", qos);

        Await(() => received.Count == 2, "both messages");
        var first = received.First();
        Assert.AreEqual("aed/1/command 定位", $"{first.Topic} {Encoding.UTF8.GetString(first.Message)}");
        Assert.AreEqual((int)qos, (int)first.QosLevel);
        Assert.IsFalse(first.DupFlag);
    }

    [TestMethod]
    public void After_the_end_of_a_subscription_nothing_comes()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        var received = new ConcurrentQueue<string>();
        var ended = new ConcurrentQueue<ushort>();
        client.MqttMsgPublishReceived += (_, e) => received.Enqueue(e.Topic);
        client.MqttMsgUnsubscribed += (_, e) => ended.Enqueue(e.MessageId);
        Subscribe(client, "aed/1/command", MqttQoSLevel.AtLeastOnce);
        Subscribe(client, "aed/1/other", MqttQoSLevel.AtLeastOnce);

        var id = client.Unsubscribe(["aed/1/command"]);
        Await(() => ended.Contains(id), "the answer");
        broker.Publish("aed/1/command", "unheard");
        broker.Publish("aed/1/other", "heard");

        Await(() => !received.IsEmpty, "the other message");
        Assert.AreEqual("aed/1/other", received.Single());
    }

    [TestMethod]
    public void A_message_from_the_broker_is_acknowledged()
    {
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = Connect(broker.Port);

        broker.Send(new MqttPublishPacket
        {
            Topic = "a",
            PacketIdentifier = 77,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce
        });

        Await(() => broker.Received.OfType<MqttPubAckPacket>().Any(ack => ack.PacketIdentifier == 77), "the acknowledgement");
    }

    [TestMethod]
    public void With_a_full_queue_a_message_from_the_broker_is_dropped_unacknowledged()
    {
        MqttSettings.Instance.InflightQueueSize = 1;
        using var broker = new ScriptedBroker(packet => packet is MqttPubAckPacket ? null : ScriptedBroker.AcceptOnly(packet));
        using var client = Connect(broker.Port);
        var received = new ConcurrentQueue<string>();
        client.MqttMsgPublishReceived += (_, e) => received.Enqueue(e.Topic);
        var id = client.Publish("full", [], null, null, MqttQoSLevel.AtLeastOnce, false);
        Await(() => broker.Received.OfType<MqttPublishPacket>().Any(), "the message that fills the queue");

        broker.Send(new MqttPublishPacket
        {
            Topic = "dropped",
            PacketIdentifier = 1,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce
        });
        broker.Send(new MqttPubAckPacket { PacketIdentifier = id });
        using var published = new ManualResetEventSlim();
        client.MqttMsgPublished += (_, _) => published.Set();
        Await(() => published.IsSet, "room in the queue");
        broker.Send(new MqttPublishPacket
        {
            Topic = "taken",
            PacketIdentifier = 2,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce
        });

        Await(() => !received.IsEmpty, "the message that found room");
        Assert.AreEqual("taken", received.Single());
        Assert.IsFalse(broker.Received.OfType<MqttPubAckPacket>().Any(ack => ack.PacketIdentifier == 1));
    }

    [TestMethod]
    public void An_unanswered_subscription_is_repeated_and_then_forgotten_in_silence()
    {
        MqttSettings.Instance.DelayOnRetry = 50;
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = Connect(broker.Port);
        using var told = new ManualResetEventSlim();
        client.MqttMsgSubscribed += (_, _) => told.Set();
        client.MqttMsgPublished += (_, _) => told.Set();

        client.Subscribe(["aed/1/command"], [MqttQoSLevel.AtLeastOnce]);

        Await(() => broker.Received.OfType<MqttSubscribePacket>().Count() == 3, "three requests");
        Assert.IsFalse(told.Wait(200));
        Assert.AreEqual(3, broker.Received.OfType<MqttSubscribePacket>().Count());
        Assert.IsTrue(client.IsConnected);
    }

    [TestMethod]
    public void A_subscription_without_topics_ends_the_connection()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        using var closed = new ManualResetEventSlim();
        client.ConnectionClosed += (_, _) => closed.Set();

        client.Subscribe([], []);

        Assert.IsTrue(closed.Wait(PatienceMs));
    }

    [TestMethod]
    public void All_handlers_run_on_one_thread_of_their_own()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        var threads = new ConcurrentQueue<int>();
        void Note() => threads.Enqueue(Environment.CurrentManagedThreadId);
        client.MqttMsgSubscribed += (_, _) => Note();
        client.MqttMsgPublished += (_, _) => Note();
        client.MqttMsgPublishReceived += (_, _) => Note();
        client.ConnectionClosed += (_, _) => Note();

        Subscribe(client, "aed/1/command", MqttQoSLevel.AtLeastOnce);
        client.Publish("aed/1/command", [], null, null, MqttQoSLevel.AtLeastOnce, false);
        Await(() => threads.Count == 3, "three events");
        client.Disconnect();
        Await(() => threads.Count == 4, "the fourth");

        Assert.AreEqual(1, threads.Distinct().Count());
        Assert.AreNotEqual(Environment.CurrentManagedThreadId, threads.First());
    }

    [TestMethod]
    public void A_handler_that_throws_ends_the_connection_once()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        var closings = 0;
        client.MqttMsgPublished += (_, _) => throw new InvalidOperationException();
        client.ConnectionClosed += (_, _) => Interlocked.Increment(ref closings);

        client.Publish("aed/1/event", [], null, null, MqttQoSLevel.AtLeastOnce, false);

        Await(() => Volatile.Read(ref closings) == 1, "the closing");
        Assert.IsFalse(client.IsConnected);
        client.Dispose();
        Assert.AreEqual(1, closings);
    }

    [TestMethod]
    public void A_client_may_be_closed_from_its_own_handler()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        using var done = new ManualResetEventSlim();
        client.MqttMsgPublished += (sender, _) =>
        {
            ((MqttClient)sender).Close();
            done.Set();
        };

        client.Publish("aed/1/event", [], null, null, MqttQoSLevel.AtLeastOnce, false);

        Assert.IsTrue(done.Wait(PatienceMs));
        Assert.IsFalse(client.IsConnected);
    }

    [TestMethod]
    public void The_loss_is_seen_before_the_slow_handlers_are_through()
    {
        using var broker = new ScriptedBroker(packet => packet is MqttPublishPacket publish
            ? new MqttPubAckPacket { PacketIdentifier = publish.PacketIdentifier }
            : ScriptedBroker.AcceptOnly(packet));
        using var client = Connect(broker.Port);
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var closed = new ManualResetEventSlim();
        client.MqttMsgPublished += (_, _) =>
        {
            entered.Set();
            release.Wait(PatienceMs);
        };
        client.ConnectionClosed += (_, _) => closed.Set();
        client.Publish("aed/1/event", [], null, null, MqttQoSLevel.AtLeastOnce, false);
        Assert.IsTrue(entered.Wait(PatienceMs));

        broker.HangUp();

        Await(() => !client.IsConnected, "the loss");
        Assert.IsFalse(closed.IsSet);
        release.Set();
        Assert.IsTrue(closed.Wait(PatienceMs));
    }

    private static void Subscribe(MqttClient client, string topic, MqttQoSLevel qosLevel)
    {
        using var granted = new ManualResetEventSlim();
        void Note(object sender, MqttMsgSubscribedEventArgs e) => granted.Set();
        client.MqttMsgSubscribed += Note;
        var id = client.Subscribe([topic], [qosLevel]);
        Assert.IsTrue(granted.Wait(PatienceMs), $"request {id}");
        client.MqttMsgSubscribed -= Note;
    }
}
