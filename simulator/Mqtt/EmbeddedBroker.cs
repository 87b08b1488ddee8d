using System.Net;
using System.Net.Sockets;
using AedCabinet.Platform;
using AedCabinet.Terminal;
using MQTTnet.Server;
using MQTTnet.Server.Internal.Adapter;

namespace AedCabinet.Simulator.Mqtt;

/// <summary>The simulator's own MQTT broker, on this host only. For a few cabinets and their onlookers: a fleet needs a real one.</summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private readonly MqttServer _server;

    private EmbeddedBroker(MqttServer server) => _server = server;

    /// <summary>Starts a broker on 127.0.0.1.</summary>
    /// <param name="port">The TCP port.</param>
    /// <param name="log">Told when the broker had to drop a message, which it would do silently.</param>
    /// <returns>The running broker.</returns>
    /// <exception cref="UserErrorException">The port is in use.</exception>
    public static async Task<EmbeddedBroker> StartAsync(int port, ILog log)
    {
        MqttServerOptions options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .Build();
        MqttServer server = new MqttServerFactory().CreateMqttServer(options, [new NamelessClientAdapter(new MqttTcpServerAdapter())]);
        server.QueuedApplicationMessageOverwrittenAsync += overwritten =>
        {
            log.Error($"broker: a message for {overwritten.ReceiverClientId} was dropped, its queue is full");
            return Task.CompletedTask;
        };
        try
        {
            await server.StartAsync();
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            server.Dispose();
            string why = exception.SocketErrorCode == SocketError.AccessDenied ? "may not be opened by this user"
                : "is in use (another broker, or another simulator?)";
            throw new UserErrorException(
                $"Port {port} on 127.0.0.1 {why}. Choose another with --mqtt-port, or use the broker that is there with --broker "
                    + $"127.0.0.1:{port}.",
                UserErrorException.Environment);
        }

        return new EmbeddedBroker(server);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        _server.Dispose();
    }
}
