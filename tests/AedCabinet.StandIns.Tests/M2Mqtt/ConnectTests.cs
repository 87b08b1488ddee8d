using System;
using System.Diagnostics;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Link;
using nanoFramework.M2Mqtt.Messages;
using MqttClient = nanoFramework.M2Mqtt.MqttClient;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

[TestClass]
public class ConnectTests : BrokerTests
{
    [TestMethod]
    public void An_accepted_client_is_connected()
    {
        using var broker = new RealBroker();
        using var client = CreateClient(broker.Port);
        Assert.IsFalse(client.IsConnected);

        var code = client.Connect("cabinet-1", "user", "password", false, MqttQoSLevel.AtMostOnce, false, null, null, true, 60);

        Assert.AreEqual(MqttReasonCode.Success, code);
        Assert.IsTrue(client.IsConnected);
        Assert.AreEqual("cabinet-1", client.ClientId);
        Assert.AreEqual(4, BrokerSession.RunningThreads);
    }

    [TestMethod]
    public void A_client_without_keep_alive_has_a_thread_less()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port, keepAliveSeconds: 0);

        Await(() => BrokerSession.RunningThreads == 3, "three threads");
    }

    [TestMethod]
    public void Every_version_of_MQTT_connects()
    {
        using var broker = new RealBroker();
        foreach (var version in Enum.GetValues<MqttProtocolVersion>())
        {
            using var client = CreateClient(broker.Port);
            client.ProtocolVersion = version;

            Assert.AreEqual(MqttReasonCode.Success, client.Connect("cabinet-1"), version.ToString());
        }
    }

    [TestMethod]
    public void A_name_without_an_address_is_noticed_by_the_constructor() =>
        Assert.ThrowsExactly<SocketException>(() => new MqttClient("no-such-broker.invalid"));

    [TestMethod]
    public void Nobody_listening_is_a_connection_fault()
    {
        using var client = CreateClient(FreePort.Find());

        var exception = Assert.ThrowsExactly<MqttConnectionException>(() => client.Connect("cabinet-1"));

        Assert.IsInstanceOfType<SocketException>(exception.InnerException);
        Assert.IsFalse(client.IsConnected);
    }

    [TestMethod]
    public void A_broker_that_says_nothing_is_given_up()
    {
        MqttSettings.Instance.TimeoutOnReceiving = 200;
        using var broker = new ScriptedBroker();
        using var client = CreateClient(broker.Port);
        var watch = Stopwatch.StartNew();

        Assert.ThrowsExactly<MqttCommunicationException>(() => client.Connect("cabinet-1"));

        Assert.IsGreaterThanOrEqualTo(190, watch.ElapsedMilliseconds);
        Assert.IsFalse(client.IsConnected);
    }

    [TestMethod]
    public void A_broker_that_hangs_up_instead_of_answering_is_noticed_at_once()
    {
        ScriptedBroker broker = null!;
        broker = new ScriptedBroker(_ =>
        {
            broker.HangUp();
            return null;
        });
        using var _ = broker;
        using var client = CreateClient(broker.Port);

        Assert.ThrowsExactly<MqttCommunicationException>(() => client.Connect("cabinet-1"));
    }

    [TestMethod]
    [DataRow(MqttProtocolVersion.Version_3_1_1, MqttReasonCode.ConnectionRefusedNotAuthorized)]
    [DataRow(MqttProtocolVersion.Version_5, MqttReasonCode.NotAuthorized)]
    public void A_refusal_comes_back_as_the_broker_s_number(MqttProtocolVersion version, MqttReasonCode expected)
    {
        using var broker = new RealBroker { Answer = MqttConnectReasonCode.NotAuthorized };
        using var client = CreateClient(broker.Port);
        client.ProtocolVersion = version;

        Assert.AreEqual(expected, client.Connect("cabinet-1"));
        Assert.IsFalse(client.IsConnected);
        Assert.IsNull(client.ClientId);
    }

    [TestMethod]
    [DataRow(true, null, "offline", false)]
    [DataRow(true, "aed/online", "", false)]
    [DataRow(false, "aed/online", null, false)]
    [DataRow(false, null, null, true)]
    public void Half_a_last_will_is_refused(bool flag, string? topic, string? text, bool retain)
    {
        using var broker = new RealBroker();
        using var client = CreateClient(broker.Port);

        var exception = Assert.ThrowsExactly<MqttClientException>(() =>
            client.Connect("cabinet-1", null, null, retain, MqttQoSLevel.AtLeastOnce, flag, topic, text, true, 60));

        Assert.AreEqual(MqttClientErrorCode.WillWrong, exception.ErrorCode);
    }

    [TestMethod]
    public void The_connect_carries_everything_that_was_asked_for()
    {
        using var broker = new ScriptedBroker(ScriptedBroker.AcceptOnly);
        using var client = CreateClient(broker.Port);

        client.Connect("cabinet-1", "user", "秘密", true, MqttQoSLevel.AtLeastOnce, true, "aed/online", "离线", false, 45);

        Assert.IsTrue(broker.Received.TryPeek(out var packet));
        var connect = (MqttConnectPacket)packet;
        Assert.AreEqual("cabinet-1 user 秘密", $"{connect.ClientId} {connect.Username} {Encoding.UTF8.GetString(connect.Password)}");
        Assert.AreEqual("aed/online 离线", $"{connect.WillTopic} {Encoding.UTF8.GetString(connect.WillMessage)}");
        Assert.IsTrue(connect.WillFlag && connect.WillRetain && !connect.CleanSession);
        Assert.AreEqual(MqttQualityOfServiceLevel.AtLeastOnce, connect.WillQoS);
        Assert.AreEqual(45, connect.KeepAlivePeriod);
    }

    [TestMethod]
    public void The_last_will_is_published_when_the_client_vanishes_and_not_when_it_takes_leave()
    {
        using var broker = new RealBroker();
        using (var leaving = CreateClient(broker.Port))
        {
            using var closed = new ManualResetEventSlim();
            leaving.ConnectionClosed += (_, _) => closed.Set();
            leaving.Connect("cabinet-1", null, null, true, MqttQoSLevel.AtLeastOnce, true, "aed/1/online", "left", true, 60);
            leaving.Disconnect();
            Assert.IsTrue(closed.Wait(PatienceMs));
        }

        var vanishing = CreateClient(broker.Port);
        vanishing.Connect("cabinet-2", null, null, true, MqttQoSLevel.AtLeastOnce, true, "aed/2/online", "vanished", true, 60);
        vanishing.Dispose();

        Await(() => !broker.Published.IsEmpty, "a last will");
        Assert.AreEqual("vanished", broker.Published.Single().ConvertPayloadToString());
    }

    [TestMethod]
    public void Closing_and_disposing_work_in_every_state_and_any_number_of_times()
    {
        using var broker = new RealBroker();
        var client = CreateClient(broker.Port);
        client.Close();
        client.Dispose();

        Assert.AreEqual(MqttReasonCode.Success, client.Connect("cabinet-1"));
        client.Close();
        Assert.IsFalse(client.IsConnected);
        client.Close();
        client.Dispose();
        client.Dispose();
    }

    [TestMethod]
    public void Disconnecting_without_a_link_is_a_communication_fault()
    {
        using var client = CreateClient(FreePort.Find());

        Assert.ThrowsExactly<MqttCommunicationException>(client.Disconnect);
    }

    [TestMethod]
    public void Closing_from_elsewhere_ends_a_connect_that_waits()
    {
        using var broker = new ScriptedBroker();
        using var client = CreateClient(broker.Port);
        var connecting = Task.Run(() => Assert.Throws<Exception>(() => client.Connect("cabinet-1")));
        Await(() => !broker.Received.IsEmpty, "the connect");

        client.Close();

        Assert.IsTrue(connecting.Wait(PatienceMs));
        Assert.IsInstanceOfType<MqttCommunicationException>(connecting.Result);
    }

    [TestMethod]
    public void The_same_client_may_connect_again()
    {
        using var broker = new RealBroker();
        using var client = Connect(broker.Port);
        client.Close();

        Assert.AreEqual(MqttReasonCode.Success, client.Connect("cabinet-1"));
        Assert.IsTrue(client.IsConnected);
    }
}
