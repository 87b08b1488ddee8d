using System.Reflection;
using AedCabinet.Controller;
using AedCabinet.Link;
using nanoFramework.M2Mqtt.Messages;

namespace AedCabinet.Desktop.Tests;

/// <summary>What the firmware's MQTT connection makes of messages that come.</summary>
[TestClass]
public class ReceivedMessageTests
{
    [TestMethod]
    public void A_flood_of_large_messages_is_bounded_in_number_and_size_and_pushes_no_acknowledgement_out()
    {
        // Internal to the connection; the client's own thread calls its handlers.
        Type type = typeof(M2MqttConnection).Assembly.GetType("AedCabinet.Controller.ClientSignals", true)!;
        object signals = Activator.CreateInstance(type, new AutoResetEvent(false))!;
        MethodInfo received = type.GetMethod("OnReceived", BindingFlags.Instance | BindingFlags.NonPublic)!;
        MethodInfo published = type.GetMethod("OnPublished", BindingFlags.Instance | BindingFlags.NonPublic)!;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 1000; i++)
            {
                received.Invoke(signals, [this, new MqttMsgPublishEventArgs("c", new byte[5000], false, MqttQoSLevel.AtLeastOnce, false)]);
            }

            for (int i = 0; i < InFlight.Window; i++)
            {
                published.Invoke(signals, [this, new MqttMsgPublishedEventArgs((ushort)(i + 1), true)]);
            }

            List<BrokerSignal> taken = TakeAll(type, signals);
            BrokerSignal[] messages = [.. taken.Where(signal => signal.Kind == BrokerSignalKind.Received)];
            Assert.HasCount(4, messages);
            Assert.IsTrue(messages.All(message => message.Payload.Length == BrokerSignal.MaxPayload + 1));
            Assert.AreEqual(InFlight.Window, taken.Count(signal => signal.Kind == BrokerSignalKind.Published));
        }
    }

    private static List<BrokerSignal> TakeAll(Type type, object signals)
    {
        MethodInfo take = type.GetMethod("TryTake")!;
        List<BrokerSignal> taken = [];
        object?[] arguments = [null];
        while ((bool)take.Invoke(signals, arguments)!)
        {
            taken.Add((BrokerSignal)arguments[0]!);
        }

        return taken;
    }
}
