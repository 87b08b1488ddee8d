using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Alerting;

[TestClass]
public class EscalationOnPostgresTests : EscalationTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
