namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The one PostgreSQL of a run, started when the first test asks for it.</summary>
[TestClass]
public static class SharedPostgres
{
    private static readonly Lazy<PostgresServer> s_server = new();

    internal static PostgresServer Server => s_server.Value;

    [AssemblyCleanup]
    public static void Stop()
    {
        if (s_server.IsValueCreated)
        {
            s_server.Value.Dispose();
        }
    }
}
