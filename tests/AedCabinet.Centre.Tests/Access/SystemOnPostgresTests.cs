using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Access;

[TestClass]
public class SystemOnPostgresTests : SystemTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
