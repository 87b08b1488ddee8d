using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>The cabinets as the writer of this process has them in memory.</summary>
/// <param name="ingest">Takes in what comes.</param>
/// <param name="isConnected">Whether there is a connection to the broker.</param>
internal sealed class IngestFeed(RegistryIngest ingest, Func<bool> isConnected) : ICabinetFeed
{
    /// <inheritdoc/>
    public event Action? Changed
    {
        add => ingest.Written += value;
        remove => ingest.Written -= value;
    }

    /// <inheritdoc/>
    public IntakeTrouble? Trouble => ingest.Trouble is { } refusal ? new IntakeTrouble(IntakeFault.NotWritten, refusal)
        : ingest.IsStalled ? new IntakeTrouble(IntakeFault.NotWritten)
        : !isConnected() ? new IntakeTrouble(IntakeFault.NotConnected) : null;

    /// <inheritdoc/>
    public IReadOnlyList<CabinetRecord> Records(DateTimeOffset now) => LedgerCabinets.Records(ingest.Book, now);

    /// <inheritdoc/>
    public IEnumerable<(string Id, ReportedAbout About)> Abouts() => LedgerCabinets.Abouts(ingest.Book);

    /// <inheritdoc/>
    public CabinetRecord? Find(string id, DateTimeOffset now) => LedgerCabinets.Find(ingest.Book, id, now);
}
