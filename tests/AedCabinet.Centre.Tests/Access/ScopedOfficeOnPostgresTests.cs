using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Access;

[TestClass]
public class ScopedOfficeOnPostgresTests : ScopedOfficeTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
