using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>A SQLite file in a folder of its own.</summary>
internal sealed class SqliteTestStore : TestStore
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-ledger-");

    public SqliteTestStore() => Store = new SqliteStore(Path.Combine(_folder.FullName, "registry.db"));

    public override LedgerStore Store { get; }

    public override string[] Options => ["--database", Store.File!];

    public override string PlanOf(string condition) =>
        Rows($"EXPLAIN QUERY PLAN SELECT count(*) FROM events e INDEXED BY events_serious WHERE {condition}").Single();

    public override void Refuse(string table, string condition, string why) => Change(
        $"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT raise(ABORT, '{why}'); END");

    public override void Allow(string table) => Change("DROP TRIGGER refuse");

    public override IngestFigures Measure(int events, int rounds)
    {
        DirectoryInfo folder = _folder.CreateSubdirectory("bench");
        IngestFigures figures = RegistryIngestBench.Run(folder, events, rounds);
        Assert.IsEmpty(folder.GetFileSystemInfos());
        return figures;
    }

    public override void Dispose() => _folder.Delete(recursive: true);
}
