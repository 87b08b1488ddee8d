namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class IngestOnPostgresTests : IngestTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
