using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Reports;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class MonthReportOnPostgresTests : MonthReportTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
