using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>All cabinets by one writer.</summary>
/// <param name="ingest">From a message to the disk.</param>
/// <param name="source">Where messages come from.</param>
internal sealed class OneIntake(RegistryIngest ingest, IMessageSource source) : IIntake
{
    /// <inheritdoc/>
    public event Action<ReceivedMessage>? Answered
    {
        add => ingest.Answered += value;
        remove => ingest.Answered -= value;
    }

    /// <inheritdoc/>
    public event Action? Written
    {
        add => ingest.Written += value;
        remove => ingest.Written -= value;
    }

    /// <inheritdoc/>
    public bool IsConnected => source.IsConnected;

    /// <inheritdoc/>
    public string? Trouble => ingest.Trouble;

    /// <inheritdoc/>
    public bool IsStalled => ingest.IsStalled;

    /// <inheritdoc/>
    public int Waiting => ingest.Queue.Count;

    /// <inheritdoc/>
    public long? OldestMs => ingest.Queue.OldestMs;

    /// <inheritdoc/>
    public LedgerMetrics Metrics => ingest.Metrics;

    /// <inheritdoc/>
    public IReadOnlyList<CabinetRecord> Records(DateTimeOffset now) => LedgerCabinets.Records(ingest.Book, now);

    /// <inheritdoc/>
    public bool IsOnline(string cabinet) => ingest.IsConnected(cabinet);
}
