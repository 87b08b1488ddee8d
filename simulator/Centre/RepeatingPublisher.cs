using System.Text.Json;
using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// Sends each command again until its reply: at a cell commands go with QoS 0, and after a node's death one may be lost. The cabinet
/// carries out the same command once only, and gives the same answer (SPEC §14). May be used by any thread.
/// </summary>
public sealed class RepeatingPublisher : ICommandPublisher, IAsyncDisposable
{
    // Twice within the desk's patience for a reply, and then as long as the command is valid.
    private static readonly TimeSpan s_repeatEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly ICommandPublisher _publisher;
    private readonly TimeProvider _clock;
    private readonly Dictionary<(string Cabinet, string Id), Waiting> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private int _hasEnded;

    /// <summary>Initializes a new instance of the <see cref="RepeatingPublisher"/> class.</summary>
    /// <param name="publisher">Sends once; stays the caller's.</param>
    /// <param name="clock">The time.</param>
    public RepeatingPublisher(ICommandPublisher publisher, TimeProvider clock)
    {
        _publisher = publisher;
        _clock = clock;
        _work = RepeatAsync();
    }

    /// <inheritdoc/>
    public async Task PublishAsync(string topic, string text, CancellationToken stop)
    {
        if (CabinetTopic.TryParse(topic, out CabinetTopic? from) && Read(text) is var (id, expires))
        {
            lock (_waiting)
            {
                _waiting[(from!.Cabinet, id)] = new Waiting(topic, text, expires, _clock.GetUtcNow() + s_repeatEvery);
            }
        }

        await _publisher.PublishAsync(topic, text, stop);
    }

    /// <summary>Takes a reply: the command is sent no more.</summary>
    /// <param name="cabinet">Whose reply it is.</param>
    /// <param name="id">The command's id.</param>
    public void Take(string cabinet, string id)
    {
        lock (_waiting)
        {
            _waiting.Remove((cabinet, id));
        }
    }

    /// <summary>Sends again what has no reply yet and whose time has come.</summary>
    /// <returns>When it is sent.</returns>
    public async Task RepeatDueAsync()
    {
        foreach ((string topic, string text) in Due(_clock.GetUtcNow()))
        {
            await SendAgainAsync(topic, text);
        }
    }

    /// <inheritdoc/>
    /// <remarks>May be done twice: a host ends what it handed out under two names once for each.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
        {
            await _stop.CancelAsync();
            await _work;
            _stop.Dispose();
        }
    }

    private static (string Id, DateTimeOffset Expires)? Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return (document.RootElement.GetProperty("id").GetString()!, document.RootElement.GetProperty("expires").GetDateTimeOffset());
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Nobody could tell its reply from another's.
            return null;
        }
    }

    private async Task RepeatAsync()
    {
        using PeriodicTimer timer = new(s_look, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await RepeatDueAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody sends any more.
        }
    }

    private List<(string Topic, string Text)> Due(DateTimeOffset now)
    {
        lock (_waiting)
        {
            List<(string, string)> due = [];
            foreach (((string Cabinet, string Id) key, Waiting waiting) in _waiting.ToArray())
            {
                if (now >= waiting.Expires)
                {
                    _waiting.Remove(key);
                }
                else if (now >= waiting.At)
                {
                    _waiting[key] = waiting with { At = now + s_repeatEvery };
                    due.Add((waiting.Topic, waiting.Text));
                }
            }

            return due;
        }
    }

    private async Task SendAgainAsync(string topic, string text)
    {
        try
        {
            await _publisher.PublishAsync(topic, text, _stop.Token);
        }
        catch (CommandNotSentException)
        {
            // The gateway is away: it is sent again when its time has come.
        }
    }

    private sealed record Waiting(string Topic, string Text, DateTimeOffset Expires, DateTimeOffset At);
}
