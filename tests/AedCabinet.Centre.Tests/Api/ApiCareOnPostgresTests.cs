using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Api;

[TestClass]
public class ApiCareOnPostgresTests : ApiCareTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
