using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>Where the registry's messages come from: a broker's session, or the stream of a cell. It keeps itself connected.</summary>
public interface IMessageSource : IAsyncDisposable
{
    /// <summary>Gets a value indicating whether messages come.</summary>
    bool IsConnected { get; }

    /// <summary>Gets how many connections there have been.</summary>
    int Connections { get; }

    /// <summary>Gets its end because another registry has what it reads, with the words for it.</summary>
    Task<Wording> Yielded { get; }

    /// <summary>Starts; returns at once.</summary>
    void Start();

    /// <summary>Ends it, once everything that is on disk has been confirmed.</summary>
    /// <returns>When it has ended.</returns>
    Task StopAsync();
}
