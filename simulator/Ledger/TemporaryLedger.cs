using System.Globalization;

namespace AedCabinet.Ledger;

/// <summary>A database for a measurement, gone afterwards.</summary>
internal sealed class TemporaryLedger : IDisposable
{
    private readonly string _file;

    /// <summary>Initializes a new instance of the <see cref="TemporaryLedger"/> class.</summary>
    /// <param name="folder">The folder to put it into.</param>
    public TemporaryLedger(DirectoryInfo folder)
    {
        _file = Path.Combine(folder.FullName, $"ingest-{Guid.NewGuid():N}.db");
        Database = LedgerDatabase.OpenForIngest(_file);
    }

    /// <summary>Gets the database.</summary>
    public LedgerDatabase Database { get; }

    /// <summary>Sees to it that everything is in it.</summary>
    /// <param name="events">How many events must be there.</param>
    public void Expect(int events)
    {
        long found = LedgerDatabase.Number(Database.Connection, "SELECT count(*) FROM events");
        if (found != events)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{found} events are in the database, {events} were written."));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        foreach (string suffix in new[] { string.Empty, "-wal", "-shm", ".mark" })
        {
            File.Delete(_file + suffix);
        }
    }
}
