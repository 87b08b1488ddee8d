using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class CertificateOnPostgresTests : CertificateTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
