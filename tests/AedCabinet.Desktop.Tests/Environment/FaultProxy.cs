using System.Net;
using System.Net.Sockets;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// A TCP proxy between a cabinet and a broker that does to the connection what networks do to it. A connection which it has
/// begun to damage stays damaged until it is closed; a new one sees what is set then. In TLS it finds no acknowledgements.
/// </summary>
internal sealed class FaultProxy : IDisposable
{
    private const int BufferBytes = 4096;

    private static readonly byte[] s_accepting = [0x20, 0x02, 0x00, 0x00];
    private static readonly byte[] s_refusing = [0x20, 0x02, 0x00, 0x03];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _brokerPort;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Socket> _sockets = [];
    private readonly Task _accepting;
    private volatile LinkFault _fault;
    private int _acceptedCount;
    private int _swallowedBytes;
    private int _swallowedAcknowledgements;
    private int _cutAfterBytes = -1;

    public FaultProxy(int brokerPort)
    {
        _brokerPort = brokerPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Gets or sets what is done to connections from now on.</summary>
    public LinkFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>Gets or sets how long every piece is held back, in each direction.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Gets how many connections were accepted, whatever became of them.</summary>
    public int AcceptedCount => Volatile.Read(ref _acceptedCount);

    /// <summary>Gets how many bytes of the cabinet's came to nothing.</summary>
    public int SwallowedBytes => Volatile.Read(ref _swallowedBytes);

    /// <summary>Gets how many of the broker's acknowledgements came to nothing.</summary>
    public int SwallowedAcknowledgements => Volatile.Read(ref _swallowedAcknowledgements);

    /// <summary>Gets a value indicating whether the cut asked for with <see cref="CutAfter"/> is still to come.</summary>
    public bool IsCutPending => Volatile.Read(ref _cutAfterBytes) >= 0;

    /// <summary>Resets every connection when so many bytes of the cabinet's have passed, not one more.</summary>
    /// <param name="bytes">0 or more, counted from now.</param>
    public void CutAfter(int bytes) => Volatile.Write(ref _cutAfterBytes, bytes);

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (Socket socket in _sockets)
            {
                // A linger of 0 makes it a reset: no FIN, no goodbye.
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        Cut();
        _accepting.Wait();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket cabinet = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _acceptedCount);
                _ = ServeAsync(cabinet);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket cabinet)
    {
        Socket broker = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Keep(cabinet, broker);
        try
        {
            switch (_fault)
            {
                case LinkFault.Reset:
                    break;
                case LinkFault.BlackHole:
                    await SwallowAsync(cabinet);
                    break;
                case LinkFault.Refuse:
                    await AnswerAsync(cabinet, s_refusing);
                    break;
                case LinkFault.AcceptAndSayNothing:
                    await AnswerAsync(cabinet, s_accepting);
                    break;
                default:
                    await broker.ConnectAsync(IPAddress.Loopback, _brokerPort);
                    await Task.WhenAny(ForwardAsync(cabinet, broker, PassFromCabinet),
                        ForwardAsync(broker, cabinet, new AcknowledgementFilter(this).Pass));
                    break;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end of one side is the end of both.
        }
        finally
        {
            Release(cabinet, broker);
        }
    }

    private async Task AnswerAsync(Socket cabinet, byte[] answer)
    {
        await cabinet.ReceiveAsync(new byte[BufferBytes]);
        await cabinet.SendAsync(answer);
        await SwallowAsync(cabinet);
    }

    private async Task SwallowAsync(Socket cabinet)
    {
        byte[] buffer = new byte[BufferBytes];
        int count;
        while ((count = await cabinet.ReceiveAsync(buffer)) > 0)
        {
            Interlocked.Add(ref _swallowedBytes, count);
        }
    }

    private async Task ForwardAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> pass)
    {
        byte[] buffer = new byte[BufferBytes];
        int count;
        while ((count = await from.ReceiveAsync(buffer)) > 0)
        {
            if (_fault == LinkFault.BlackHole)
            {
                // Bytes lost now leave a gap in the stream: this connection can't be mended.
                Interlocked.Add(ref _swallowedBytes, count);
                await SwallowAsync(from);
                return;
            }

            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await to.SendAsync(pass(buffer.AsMemory(0, count)));
            if (Volatile.Read(ref _cutAfterBytes) == 0)
            {
                Volatile.Write(ref _cutAfterBytes, -1);
                Cut();
            }
        }
    }

    private ReadOnlyMemory<byte> PassFromCabinet(ReadOnlyMemory<byte> bytes)
    {
        int left = Volatile.Read(ref _cutAfterBytes);
        if (left < 0)
        {
            return bytes;
        }

        int passed = Math.Min(left, bytes.Length);
        Volatile.Write(ref _cutAfterBytes, left - passed);
        return bytes[..passed];
    }

    private void Keep(params Socket[] sockets)
    {
        lock (_lock)
        {
            _sockets.AddRange(sockets);
        }
    }

    private void Release(params Socket[] sockets)
    {
        lock (_lock)
        {
            foreach (Socket socket in sockets)
            {
                _sockets.Remove(socket);
                socket.Dispose();
            }
        }
    }

    /// <summary>Finds the PUBACKs in the broker's stream, wherever TCP cuts it.</summary>
    private sealed class AcknowledgementFilter(FaultProxy proxy)
    {
        private const byte PubAck = 0x40;
        private const byte TlsHandshake = 0x16;

        private bool? _isTls;
        private readonly List<byte> _packet = [];

        public ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes)
        {
            _isTls ??= bytes.Span[0] == TlsHandshake;
            if (_isTls.Value)
            {
                return bytes;
            }

            List<byte> passed = [];
            foreach (byte next in bytes.Span)
            {
                _packet.Add(next);
                if (!IsWhole())
                {
                    continue;
                }

                if (_packet[0] == PubAck && proxy.Fault == LinkFault.SwallowAcknowledgements)
                {
                    Interlocked.Increment(ref proxy._swallowedAcknowledgements);
                }
                else
                {
                    passed.AddRange(_packet);
                }

                _packet.Clear();
            }

            return passed.ToArray();
        }

        // Byte 0 is the kind; then the length in groups of seven bits, lowest first, the last one without the eighth bit.
        private bool IsWhole()
        {
            int length = 0;
            for (int i = 1; i < _packet.Count; i++)
            {
                length |= (_packet[i] & 0x7F) << (7 * (i - 1));
                if ((_packet[i] & 0x80) == 0)
                {
                    return _packet.Count == i + 1 + length;
                }
            }

            return false;
        }
    }
}
