using AedCabinet.Centre;

namespace AedCabinet.Alerting;

/// <summary>
/// The way to one mail server or gateway: so many at once, and none for longer than it may take. One that hangs holds up what goes by it
/// and nothing else.
/// </summary>
/// <param name="channel">Sends.</param>
/// <param name="clock">The time.</param>
internal sealed class AlertLane(IAlertChannel channel, TimeProvider clock) : IDisposable
{
    /// <summary>How long the sending of one message may take.</summary>
    public static readonly TimeSpan SendFor = TimeSpan.FromSeconds(20);

    /// <summary>How long a message waits for those before it.</summary>
    public static readonly TimeSpan WaitFor = TimeSpan.FromSeconds(40);

    private const int AtOnce = 4;

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stop">The program ends.</param>
    /// <returns>What became of it, and why it failed.</returns>
    /// <exception cref="OperationCanceledException">The program ends.</exception>
    public async Task<(AlertOutcome Outcome, string? Detail)> SendAsync(AlertMessage message, CancellationToken stop)
    {
        try
        {
            using CancellationTokenSource wait = new(WaitFor, clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, stop);
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (AlertOutcome.Failed, "others before it took too long");
        }

        using CancellationTokenSource limit = new(SendFor, clock);
        using CancellationTokenSource whole = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        CancellationToken token = whole.Token;
        Task sending = Task.Run(() => channel.SendAsync(message, token), CancellationToken.None);

        // Its place is free when it has really ended, and whoever waits for it waits no longer than agreed.
        _ = sending.ContinueWith(ended =>
        {
            _ = ended.Exception;
            Free();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await sending.WaitAsync(token);
            return (AlertOutcome.Sent, null);
        }
        catch (AlertNotSentException exception)
        {
            return (AlertOutcome.Failed, exception.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (AlertOutcome.Failed, $"no answer within {SendFor.TotalSeconds} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever is wrong with one way of telling people: the next on the list is told by another.
            return (AlertOutcome.Failed, exception.GetType().Name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private void Free()
    {
        try
        {
            _places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The program has ended meanwhile.
        }
    }
}
