namespace AedCabinet.Ledger;

/// <summary>Puts events into the table, each once.</summary>
internal interface IEventInsert : IDisposable
{
    /// <summary>Gets a batch ready; a store that is across a network puts all its events in here, in one go.</summary>
    /// <param name="batch">The messages, in the order in which they came.</param>
    /// <param name="senders">The cabinet of each; <c>null</c> for a message that is none of a cabinet's.</param>
    void Begin(IReadOnlyList<ReceivedMessage> batch, IReadOnlyList<CabinetFile?> senders);

    /// <summary>Puts in an event of the batch.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">Its message.</param>
    /// <returns><c>false</c> when one of its number is there already.</returns>
    bool TryRun(CabinetFile file, ReceivedMessage message);
}
