using System.Collections.Concurrent;
using AedCabinet.Alerting;

namespace AedCabinet.Centre.Tests.Alerting;

/// <summary>A mail server or gateway that takes what it is given, refuses, or never answers.</summary>
internal sealed class RecordedChannel : IAlertChannel
{
    private readonly ConcurrentQueue<AlertMessage> _taken = new();

    public IReadOnlyList<AlertMessage> Taken => [.. _taken];

    public string[] Names => [.. _taken.Select(message => message.To.Name)];

    /// <summary>Why it refuses; <c>null</c> when it does not.</summary>
    public string? Refuses { get; set; }

    /// <summary>Whether it takes a message and never says so, deaf to being stopped.</summary>
    public bool Hangs { get; set; }

    public Task SendAsync(AlertMessage message, CancellationToken stop)
    {
        if (Refuses is { } why)
        {
            throw new AlertNotSentException(why);
        }

        _taken.Enqueue(message);
        return Hangs ? new TaskCompletionSource().Task : Task.CompletedTask;
    }
}
