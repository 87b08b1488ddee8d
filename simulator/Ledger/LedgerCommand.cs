using System.Text;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Terminal;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Ledger;

/// <summary>Sends one signed command and waits for what becomes of it; the database keeps its number and its outcome.</summary>
public static class LedgerCommand
{
    // The desk's own patience tells "no reply"; what takes longer, such as a self-test, has this much more.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="access">How to get in at the broker.</param>
    /// <param name="keys">The cabinets' keys.</param>
    /// <param name="command">Cabinet, name and arguments.</param>
    /// <param name="patience">How long to wait for the outcome.</param>
    /// <param name="stop">Cancelled by Ctrl-C.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="UserErrorException">There is no key, the command is too long, or the broker can't be reached.</exception>
    public static async Task<CommandRecord> SendAsync(
        LedgerDatabase database, BrokerAccess access, CommandKeys keys, (string Cabinet, string Name, string Args) command,
        TimeSpan patience, CancellationToken stop)
    {
        string? speaksAt = LedgerCabinets.TopicOf(database, command.Cabinet);
        keys.Follow(cabinet => cabinet == command.Cabinet ? speaksAt : null);
        string topic = keys.TopicOf(command.Cabinet)
            ?? throw new UserErrorException(
                $"The keys hold none for {command.Cabinet}. Check the id, or name the folder that \"provision\" made with --provisioned.",
                UserErrorException.WrongInput);
        WallTime time = new(TimeProvider.System);

        // One connection listens and speaks: an account may have no second one.
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        using LedgerCommandBook book = new(database);
        using CommandDesk desk = new(keys, new Voice(client, access), TimeProvider.System, time, book);
        await ListenAsync(client, access, topic[..topic.LastIndexOf('/')], desk, time, stop);
        return await CommandFollowUp.SendAsync(desk, book, command, patience, s_interval, () => { }, stop);
    }

    private static async Task ListenAsync(IMqttClient ear, BrokerAccess access, string topic, CommandDesk desk, WallTime time,
        CancellationToken stop)
    {
        ear.ApplicationMessageReceivedAsync += received =>
        {
            MqttApplicationMessage message = received.ApplicationMessage;
            desk.Take(new ObservedMessage(0, time.Now, message.Topic, Encoding.UTF8.GetString(message.Payload), message.Retain, time.Now));
            return Task.CompletedTask;
        };
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(LedgerLimits.ConnectTimeout);
            MqttClientConnectResult result = await ear.ConnectAsync(access.ToOptions().Build(), limit.Token);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new InvalidOperationException(result.ReasonString ?? result.ResultCode.ToString());
            }

            await ear.SubscribeAsync(topic + "/reply", MqttQualityOfServiceLevel.AtLeastOnce, limit.Token);
            await ear.SubscribeAsync(topic + "/online", MqttQualityOfServiceLevel.AtLeastOnce, limit.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new UserErrorException(
                $"The broker {access} can't be reached, nothing was sent: {(exception.InnerException ?? exception).Message}",
                UserErrorException.Environment);
        }
    }

    private sealed class Voice(IMqttClient client, BrokerAccess access) : ICommandPublisher
    {
        public async Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            try
            {
                MqttClientPublishResult result = await client.PublishStringAsync(topic, text, MqttQualityOfServiceLevel.AtLeastOnce,
                    retain: false, stop);
                if (!result.IsSuccess)
                {
                    throw new InvalidOperationException(result.ReasonString ?? result.ReasonCode.ToString());
                }
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                throw new CommandNotSentException(CommandPublisher.WhyOf(exception), $"{access.Address}: {exception.Message}", exception);
            }
        }
    }
}
