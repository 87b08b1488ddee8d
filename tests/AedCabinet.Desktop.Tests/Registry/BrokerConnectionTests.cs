using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>One connection of the registry to a real Mosquitto.</summary>
[TestClass]
public class BrokerConnectionTests
{
    [TestMethod]
    public async Task A_connection_over_which_nothing_can_be_confirmed_any_more_counts_as_gone()
    {
        using MosquittoBroker broker = new();
        TaskCompletionSource<IDelivery> came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using BrokerConnection connection = new((_, _, _, delivery) => came.TrySetResult(delivery!));
        using CancellationTokenSource limit = new(Waiting.Limit);
        await connection.OpenAsync(new BrokerAccess(new BrokerAddress("127.0.0.1", broker.Port)), "registry-test", true, limit.Token);
        using IMqttClient cabinet = new MqttClientFactory().CreateMqttClient();
        await cabinet.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build(), limit.Token);
        await cabinet.PublishBinaryAsync(LedgerBench.Topic + "/event", Encoding.UTF8.GetBytes(LedgerBench.EventText(1, 1)),
            MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: limit.Token);

        // A message can be confirmed once; twice stands for whatever may go wrong.
        IDelivery delivery = await came.Task.WaitAsync(limit.Token);
        delivery.Confirm();
        delivery.Confirm();

        Assert.Contains("confirm", (await connection.Gone.WaitAsync(limit.Token)).Why);
    }
}
