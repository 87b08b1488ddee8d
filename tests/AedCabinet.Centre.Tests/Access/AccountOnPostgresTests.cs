using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Access;

[TestClass]
public class AccountOnPostgresTests : AccountTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
