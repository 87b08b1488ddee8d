namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>Tests that hold on every store: here on SQLite; a class that derives from theirs names another.</summary>
public abstract class StoreTests
{
    internal virtual TestStore NewStore() => new SqliteTestStore();

    private protected LedgerBench Bench() => new(NewStore());
}
