namespace AedCabinet.Page.Tests.Environment;

/// <summary>The one environment of all tests that leave the simulator running.</summary>
[TestClass]
public static class SharedEnvironment
{
    private static PageEnvironment? s_environment;

    /// <summary>Gets the environment.</summary>
    internal static PageEnvironment Current => s_environment!;

    /// <summary>Starts it.</summary>
    /// <param name="context">The test run.</param>
    /// <returns>When it has started.</returns>
    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        s_environment = await PageEnvironment.StartAsync();
    }

    /// <summary>Ends it.</summary>
    /// <returns>When it has ended.</returns>
    [AssemblyCleanup]
    public static async Task EndAsync()
    {
        if (s_environment is not null)
        {
            await s_environment.DisposeAsync();
        }
    }
}
