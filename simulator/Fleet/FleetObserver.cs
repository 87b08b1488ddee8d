using System.Buffers;
using System.Text.Json;
using AedCabinet.Terminal;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// An ordinary subscriber to every cabinet's events, which records in the ledger when each arrived. It reconnects after every loss, to
/// its session.
/// </summary>
/// <param name="broker">Where.</param>
/// <param name="ledger">Told of every event.</param>
/// <param name="indexById">The fleet's cabinets.</param>
/// <param name="user">The account, or <c>null</c> without one.</param>
/// <param name="password">Its password.</param>
internal sealed class FleetObserver(FleetBroker broker, FleetLedger ledger, IReadOnlyDictionary<string, int> indexById, string? user,
    string? password) : IAsyncDisposable
{
    private const string Filter = "aed/v1/+/+/+/+/event";
    private const int CabinetLevel = 5;
    private const int RetryMs = 200;

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Connects, and goes on connecting.</summary>
    /// <returns>When it listens.</returns>
    /// <exception cref="UserErrorException">The broker can't be reached or refuses.</exception>
    public async Task StartAsync()
    {
        _client.ApplicationMessageReceivedAsync += Take;
        try
        {
            await ConnectAsync();
        }
        catch (Exception exception) when (exception is not UserErrorException)
        {
            throw new UserErrorException($"The broker {broker.Address} can't be used: {broker.WhyNot(exception)}. {Advice}",
                UserErrorException.Environment);
        }

        _work = StayAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        await ForgetAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    // A session that is never resumed would fill the broker's queue for ever.
    private async Task ForgetAsync()
    {
        try
        {
            using CancellationTokenSource patience = new(RetryMs * 10);
            await _client.DisconnectAsync(cancellationToken: patience.Token);
            await _client.ConnectAsync(Options(true), patience.Token);
            await _client.DisconnectAsync(cancellationToken: patience.Token);
        }
        catch (Exception exception) when (exception
            is MqttCommunicationException or MqttClientNotConnectedException or InvalidOperationException or OperationCanceledException)
        {
            // The broker is down and has most likely lost the session.
        }
    }

    private string Advice => broker.IsTls
        ? "Start the one there whose configuration, passwords and certificate belong to the deliveries, or name another with --broker "
            + "HOST:PORT, and its listener for the registry with --readers HOST:PORT."
        : "Start one there, name another with --broker HOST:PORT, or let the fleet start Mosquitto with --own-broker.";

    private async Task ConnectAsync()
    {
        MqttClientConnectResult result = await _client.ConnectAsync(Options(false), _stop.Token);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new UserErrorException(
                $"The broker {broker.Address} refuses {(user is null ? "a subscriber without an account" : $"the account \"{user}\"")}: "
                    + $"{result.ResultCode}. It must know the passwords that provision has put beside the deliveries (registry/passwords, "
                    + $"registry/accounts.json).",
                UserErrorException.Environment);
        }

        MqttClientSubscribeResult subscribed = await _client.SubscribeAsync(Filter, MqttQualityOfServiceLevel.AtLeastOnce, _stop.Token);
        if (subscribed.Items.First().ResultCode != MqttClientSubscribeResultCode.GrantedQoS1)
        {
            throw new UserErrorException(
                $"The broker {broker.Address} does not let {user ?? "a subscriber without an account"} read {Filter}: "
                    + $"{subscribed.Items.First().ResultCode}.", UserErrorException.Environment);
        }
    }

    private MqttClientOptions Options(bool isClean)
    {
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId("fleet-observer-" + Environment.ProcessId)
            .WithCleanSession(isClean);
        if (user is not null)
        {
            options.WithCredentials(user, password);
        }

        MqttClientOptions built = options.WithTcpServer(broker.Address.Host, broker.Address.Port).Build();
        built.ChannelOptions = broker.Options.ChannelOptions;
        return built;
    }

    private async Task StayAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(RetryMs, _stop.Token);
                if (!_client.IsConnected)
                {
                    await ConnectAsync();
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception
                is MqttCommunicationException or MqttClientNotConnectedException or InvalidOperationException or OperationCanceledException
                    or UserErrorException)
            {
                // The broker is down; the report says what was missed.
            }
        }
    }

    private Task Take(MqttApplicationMessageReceivedEventArgs received)
    {
        MqttApplicationMessage message = received.ApplicationMessage;
        string[] levels = message.Topic.Split('/');
        if (indexById.TryGetValue(levels[CabinetLevel], out int index) && TryRead(message.Payload, out int boot, out int seq))
        {
            ledger.Receive(index, boot, seq);
        }
        else
        {
            ledger.NoteStranger();
        }

        return Task.CompletedTask;
    }

    private static bool TryRead(ReadOnlySequence<byte> payload, out int boot, out int seq)
    {
        boot = 0;
        seq = 0;
        try
        {
            Utf8JsonReader reader = new(payload);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                if (reader.ValueTextEquals("boot"u8))
                {
                    reader.Read();
                    boot = reader.GetInt32();
                }
                else if (reader.ValueTextEquals("seq"u8))
                {
                    reader.Read();
                    seq = reader.GetInt32();
                }
            }

            return boot > 0 && seq > 0;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
