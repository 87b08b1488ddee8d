using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class DeskAtCentreOnPostgresTests : DeskAtCentreTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
