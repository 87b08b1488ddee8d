namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class StreamSequenceOnPostgresTests : StreamSequenceTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
