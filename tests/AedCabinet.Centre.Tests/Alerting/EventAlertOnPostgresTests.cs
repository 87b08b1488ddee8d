using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Alerting;

[TestClass]
public class EventAlertOnPostgresTests : EventAlertTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
