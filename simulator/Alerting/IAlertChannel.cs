namespace AedCabinet.Alerting;

/// <summary>A way of telling people something. May be used by any thread.</summary>
public interface IAlertChannel
{
    /// <summary>Hands a message over.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stop">Gives up: the server or gateway takes too long.</param>
    /// <returns>When the server or gateway has taken it.</returns>
    /// <exception cref="AlertNotSentException">It was not taken.</exception>
    Task SendAsync(AlertMessage message, CancellationToken stop);
}
