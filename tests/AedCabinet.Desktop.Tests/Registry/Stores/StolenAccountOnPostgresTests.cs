namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
[TestCategory("RealTime")]
public sealed class StolenAccountOnPostgresTests : StolenAccountTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
