using System.Diagnostics;
using System.Text.Json;
using AedCabinet.Cell.Plan;
using AedCabinet.Contract;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// A cabinet as a cell sees it, with a connection of its own: it is born, listens for commands, sends each event until it is acknowledged
/// and keeps all of them, and connects again after 0.2 to 8 s as the firmware does.
/// </summary>
internal sealed class ChaosCabinet : IAsyncDisposable
{
    private const int MostAttempts = 60;

    // A door that moved is in the picture too; it also says which connection lives, where a birth was lost with the brokers' storage.
    private const int StateEvery = 10;

    // A PUBLISH has a fixed header of 3 bytes, 2 for the topic's length and 2 for its number.
    private const int PacketBytes = 7;

    private static readonly TimeSpan s_leastPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_mostPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly ChaosLink _link;
    private readonly AckClock _acks;
    private readonly ChaosMessages _messages;
    private readonly Random _random;
    private readonly List<(long AtMs, bool IsEmergency)> _kept = [];
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _dead = new();
    private Task _work = Task.CompletedTask;
    private TimeSpan _pause = s_leastPause;

    /// <summary>Initializes a new instance of the <see cref="ChaosCabinet"/> class.</summary>
    /// <param name="port">Where cabinets come in, at this host.</param>
    /// <param name="account">Its account.</param>
    /// <param name="topic">The base of its topics.</param>
    /// <param name="key">Its key, 32 bytes.</param>
    /// <param name="acks">Told of each acknowledgement.</param>
    /// <param name="seed">What its pauses are drawn from.</param>
    public ChaosCabinet(int port, CellAccount account, string topic, byte[] key, AckClock acks, int seed)
    {
        (Id, Topic, _acks) = (account.User, topic, acks);

        // Not waited for: the reply needs the thread that brought the command.
        _link = new ChaosLink(port, account, topic, payload => _ = Task.Run(() => ObeyAsync(payload)));
        _messages = new ChaosMessages(account.User, key);
        _random = new Random(seed);
    }

    /// <summary>Gets its id.</summary>
    public string Id { get; }

    /// <summary>Gets the base of its topics.</summary>
    public string Topic { get; }

    /// <summary>Gets how many events were acknowledged: those with the numbers 1 to this one.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Gets the uptime of the latest picture that was acknowledged, in milliseconds.</summary>
    public long PictureMs { get; private set; }

    /// <summary>Gets how many events it gave again.</summary>
    public int GivenAgain { get; private set; }

    /// <summary>Gets the ids of the commands of which the reply was acknowledged.</summary>
    public HashSet<string> Answered { get; } = [];

    /// <summary>Gets how many bytes an event is as an MQTT packet.</summary>
    public int EventPacketBytes => (_kept.Count == 0 ? 0 : EventOf(_kept.Count).Length) + Topic.Length + "/event".Length + PacketBytes;

    /// <summary>Gets a value indicating whether it is connected and born.</summary>
    public bool IsConnected => _link.IsConnected;

    /// <summary>Gets a value indicating whether it is dead.</summary>
    public bool IsDead => _dead.IsCancellationRequested;

    /// <summary>Begins.</summary>
    /// <param name="pace">The pause from one event to the next; <c>null</c> for a cabinet at which nothing happens.</param>
    public void Start(TimeSpan? pace) => _work = Task.Run(() => LiveAsync(pace, _dead.Token));

    /// <summary>Dies as by a power cut: no goodbye, no more word.</summary>
    public void Die()
    {
        _dead.Cancel();
        _link.Dispose();
    }

    /// <summary>Loses its network for a moment, as when a region's masts fall silent.</summary>
    public void LoseNetwork() => _link.Drop();

    /// <summary>Is given another broker's address, and goes there at once.</summary>
    /// <param name="port">Its port, at this host.</param>
    public void GoTo(int port) => _link.GoTo(port);

    /// <summary>Sends its next event until it is acknowledged.</summary>
    /// <param name="isEmergency">Whether somebody took the AED.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The event's number.</returns>
    public async Task<int> SendEventAsync(bool isEmergency, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            // One that somebody gave up waiting for is sent still.
            int seq = Acknowledged + 1;
            if (_kept.Count < seq)
            {
                _kept.Add((NowMs(), isEmergency));
            }

            long began = Stopwatch.GetTimestamp();
            while (!await TryPublishAsync("event", EventOf(seq), false, stop))
            {
                await PauseAsync(stop);
            }

            Acknowledged = seq;
            _acks.Acknowledge(Stopwatch.GetElapsedTime(began));
            return seq;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Tells how it is, once.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>Whether it was acknowledged.</returns>
    public async Task<bool> TellStateAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            return await TellAsync(stop);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _dead.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _link.Dispose();
        _one.Dispose();
        _dead.Dispose();
    }

    private async Task<bool> TellAsync(CancellationToken stop)
    {
        long uptimeMs = Environment.TickCount64;
        bool isTaken = await TryPublishAsync("state", _messages.State(Acknowledged, NowMs(), uptimeMs, _link.Connection), true, stop);
        PictureMs = isTaken ? Math.Max(uptimeMs, PictureMs) : PictureMs;
        return isTaken;
    }

    private static long NowMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private string EventOf(int seq) => _messages.Event(seq, _kept[seq - 1].AtMs, _kept[seq - 1].IsEmergency);

    private async Task LiveAsync(TimeSpan? pace, CancellationToken stop)
    {
        // Not all at once.
        await Task.Delay((pace ?? s_look) * _random.NextDouble(), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (pace is { } pause)
                {
                    long began = Stopwatch.GetTimestamp();
                    if (await SendEventAsync(false, stop) % StateEvery == 0)
                    {
                        await TellStateAsync(stop);
                    }

                    TimeSpan rest = pause - Stopwatch.GetElapsedTime(began);
                    await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, stop);
                }
                else if (IsConnected)
                {
                    await Task.Delay(s_look, stop);
                }
                else
                {
                    await ComeBackAsync(stop);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                // Its end.
            }
        }
    }

    private async Task ComeBackAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (!IsConnected && !await ConnectAsync(stop))
            {
                await PauseAsync(stop);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task PauseAsync(CancellationToken stop)
    {
        await Task.Delay(_pause * (0.5 + (_random.NextDouble() / 2)), stop);
        _pause = _pause * 2 < s_mostPause ? _pause * 2 : s_mostPause;
    }

    private async Task<bool> TryPublishAsync(string kind, string text, bool isRetained, CancellationToken stop)
    {
        if (!IsConnected && !await ConnectAsync(stop))
        {
            return false;
        }

        bool isTaken = await _link.PublishAsync(kind, text, isRetained, stop);
        _pause = isTaken ? s_leastPause : _pause;
        return isTaken;
    }

    private async Task<bool> ConnectAsync(CancellationToken stop)
    {
        if (!await _link.ConnectAsync(stop))
        {
            return false;
        }

        _pause = s_leastPause;
        return await TellAsync(stop);
    }

    private async Task ObeyAsync(byte[] payload)
    {
        if (_messages.Read(payload) is not { } command)
        {
            return;
        }

        try
        {
            int? given = null;
            if (command.Name == "resend")
            {
                await TellAtLastAsync("reply", ChaosMessages.Reply(command, "accepted", NowMs(), null));
                given = await GiveAgainAsync(command.Args);
            }

            if (await TellAtLastAsync("reply", ChaosMessages.Reply(command, "done", NowMs(), given)))
            {
                lock (Answered)
                {
                    Answered.Add(command.Id);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Its end.
        }
    }

    // Beside what it sends of itself, which is who connects again.
    private async Task<bool> TellAtLastAsync(string kind, string text)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (IsConnected && await _link.PublishAsync(kind, text, false, _dead.Token))
            {
                return true;
            }

            await Task.Delay(s_look, _dead.Token);
        }

        return false;
    }

    private async Task<int> GiveAgainAsync(string args)
    {
        using JsonDocument document = JsonDocument.Parse(args);
        int from = document.RootElement.GetProperty("from").GetInt32();
        int to = Math.Min(document.RootElement.GetProperty("to").GetInt32(), Acknowledged);
        int given = 0;
        for (int seq = from; seq <= to; seq++)
        {
            if (await TellAtLastAsync("event", EventOf(seq)))
            {
                given++;
            }
        }

        GivenAgain += given;
        return given;
    }
}
