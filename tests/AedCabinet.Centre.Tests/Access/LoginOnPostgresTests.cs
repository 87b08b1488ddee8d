using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Access;

[TestClass]
public class LoginOnPostgresTests : LoginTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
