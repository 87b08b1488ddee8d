using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
[TestCategory("RealTime")]
public sealed class CorrectionAtCabinetOnPostgresTests : CorrectionAtCabinetTests
{
    internal override TestStore NewStore() => new PostgresTestStore();
}
