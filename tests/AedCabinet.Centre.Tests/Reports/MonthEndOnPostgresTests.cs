using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Reports;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class MonthEndOnPostgresTests : MonthEndTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
