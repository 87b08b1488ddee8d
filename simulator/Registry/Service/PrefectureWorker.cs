using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Service;

/// <summary>One prefecture from its stream to the disk, under its lease: all that is held of it in memory is here.</summary>
internal sealed class PrefectureWorker
{
    private readonly LedgerDatabase _database;
    private readonly IMessageSource _source;
    private readonly IDisposable? _watch;

    /// <summary>Initializes a new instance of the <see cref="PrefectureWorker"/> class.</summary>
    /// <param name="database">The database, open under the lease; ends with it.</param>
    /// <param name="ingest">Writes what comes; ends with it.</param>
    /// <param name="source">Brings it; ends with it.</param>
    /// <param name="watch">Watches what comes for emergencies; ends with it.</param>
    public PrefectureWorker(LedgerDatabase database, RegistryIngest ingest, IMessageSource source, IDisposable? watch = null)
    {
        _watch = watch;
        _database = database;
        Ingest = ingest;
        _source = source;
        Token = database.LeaseToken;
    }

    /// <summary>Gets what writes.</summary>
    public RegistryIngest Ingest { get; }

    /// <summary>Gets the token of its lease.</summary>
    public long Token { get; }

    /// <summary>Gets a value indicating whether messages can come.</summary>
    public bool IsConnected => _source.IsConnected;

    /// <summary>Gets a value indicating whether another keeps the prefecture now.</summary>
    public bool IsLost => Ingest.Lost.IsCompleted;

    /// <summary>Gets why it has ended although it still has its lease; <c>null</c> when it has not.</summary>
    public Wording? Yielded => _source.Yielded.IsCompletedSuccessfully ? _source.Yielded.Result : null;

    /// <summary>Starts; returns at once.</summary>
    public void Start()
    {
        Ingest.Start();
        _source.Start();
    }

    /// <summary>Ends it, and gives the lease back: what came is on disk and confirmed, what comes meanwhile comes again.</summary>
    /// <returns>When it has ended.</returns>
    public async Task EndAsync()
    {
        if (!IsLost)
        {
            await Task.Run(Ingest.Stop);
        }

        _watch?.Dispose();
        await _source.DisposeAsync();
        Ingest.Dispose();
        _database.Dispose();
    }
}
