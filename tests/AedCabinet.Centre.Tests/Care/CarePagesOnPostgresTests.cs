using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Care;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class CarePagesOnPostgresTests : CarePagesTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
