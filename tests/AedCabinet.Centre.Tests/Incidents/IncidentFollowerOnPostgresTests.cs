using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Incidents;

[TestClass]
public sealed class IncidentFollowerOnPostgresTests : IncidentFollowerTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
