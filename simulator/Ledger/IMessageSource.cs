using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// Where the registry's messages come from. What it hands on it keeps until that is confirmed (<see cref="IDelivery"/>), and hands on
/// again after its own end or the registry's: so nothing is lost that was confirmed to a cabinet.
/// </summary>
public interface IMessageSource : IAsyncDisposable
{
    /// <summary>Gets what messages call it.</summary>
    string Name { get; }

    /// <summary>Gets a value indicating whether messages can come.</summary>
    bool IsConnected { get; }

    /// <summary>Gets the end of it because another registry has taken its place, with the words for it.</summary>
    Task<Wording> Yielded { get; }

    /// <summary>Starts; returns at once.</summary>
    void Start();

    /// <summary>Ends, once everything that is on disk has been confirmed.</summary>
    /// <returns>When it has ended.</returns>
    Task StopAsync();
}
