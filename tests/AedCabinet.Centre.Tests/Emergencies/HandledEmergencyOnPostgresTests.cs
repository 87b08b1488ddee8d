using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Emergencies;

[TestClass]
public class HandledEmergencyOnPostgresTests : HandledEmergencyTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
