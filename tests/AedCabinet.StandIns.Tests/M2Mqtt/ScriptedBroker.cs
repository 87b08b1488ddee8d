using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

/// <summary>A broker that misbehaves as told: every packet it gets is kept and answered by the script.</summary>
internal sealed class ScriptedBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<MqttPacket, MqttPacket?> _script;
    private readonly Task _serving;
    private volatile Socket? _socket;
    private volatile MqttChannelAdapter? _adapter;

    /// <param name="script">Answer to each packet; null for none. Without a script it never says a word.</param>
    internal ScriptedBroker(Func<MqttPacket, MqttPacket?>? script = null)
    {
        _script = script ?? (_ => null);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = Task.Run(ServeAsync);
    }

    internal int Port { get; }

    internal ConcurrentQueue<MqttPacket> Received { get; } = new();

    /// <summary>Accepts the connect, and answers nothing else.</summary>
    internal static MqttPacket? AcceptOnly(MqttPacket packet) => packet is MqttConnectPacket ? new MqttConnAckPacket() : null;

    internal void Send(MqttPacket packet) =>
        _adapter!.SendPacketAsync(packet, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Cuts the connection.</summary>
    internal void HangUp() => _socket?.Close(0);

    public void Dispose()
    {
        _listener.Stop();
        HangUp();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync()
    {
        try
        {
            _socket = await _listener.AcceptSocketAsync();
            var stream = new NetworkStream(_socket, ownsSocket: true);
            _adapter = new MqttChannelAdapter(
                new MqttTcpChannel(stream, _socket.RemoteEndPoint, _socket.LocalEndPoint, null),
                new MqttPacketFormatterAdapter(new MqttBufferWriter(4096, 65535)),
                MqttNetNullLogger.Instance);
            while (await _adapter.ReceivePacketAsync(CancellationToken.None) is { } packet)
            {
                Received.Enqueue(packet);
                if (_script(packet) is { } answer)
                {
                    await _adapter.SendPacketAsync(answer, CancellationToken.None);
                }
            }
        }
        catch (Exception exception) when (exception
            is SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException
            or MQTTnet.Exceptions.MqttCommunicationException)
        {
            // The client, or HangUp, ended the connection.
        }
    }
}
