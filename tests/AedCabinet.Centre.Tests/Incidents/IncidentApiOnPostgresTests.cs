using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Incidents;

[TestClass]
public sealed class IncidentApiOnPostgresTests : IncidentApiTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
