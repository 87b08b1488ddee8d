namespace AedCabinet.Centre;

/// <summary>Brings commands to the broker.</summary>
public interface ICommandPublisher
{
    /// <summary>Publishes with QoS 1. Ends when the broker has confirmed it.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="text">The message.</param>
    /// <param name="stop">Cancelled when nobody waits any more.</param>
    /// <returns>When it is confirmed.</returns>
    /// <exception cref="CommandNotSentException">The broker can't be reached or did not confirm it.</exception>
    Task PublishAsync(string topic, string text, CancellationToken stop);
}
