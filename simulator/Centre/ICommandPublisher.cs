namespace AedCabinet.Centre;

/// <summary>Brings commands to the broker.</summary>
public interface ICommandPublisher
{
    /// <summary>
    /// Publishes with QoS 1, and ends when the broker has confirmed it; at a cell's gateway with QoS 0, and ends when it is sent.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="text">The message.</param>
    /// <param name="stop">Cancelled when nobody waits any more.</param>
    /// <returns>When it is.</returns>
    /// <exception cref="CommandNotSentException">The broker can't be reached or did not confirm it.</exception>
    Task PublishAsync(string topic, string text, CancellationToken stop);
}
