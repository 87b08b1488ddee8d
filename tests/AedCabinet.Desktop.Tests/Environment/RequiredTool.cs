namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// A program that tests need beside the .NET SDK. <c>tests/run.sh</c> installs all of them and sets <c>AED_REQUIRE_TOOLS=1</c>;
/// without that, a test whose program is missing is inconclusive and says what to install.
/// </summary>
internal static class RequiredTool
{
    /// <summary>Finds a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <returns>Its path.</returns>
    public static string Find(string name, string package)
    {
        string[] folders = [.. (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];
        string? path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            Miss($"{name} is missing; install the package {package}, or run tests/run.sh which does.");
        }

        return path!;
    }

    /// <summary>Ends the test: inconclusive, or failed where everything was to be there.</summary>
    /// <param name="why">What is missing.</param>
    public static void Miss(string why)
    {
        if (System.Environment.GetEnvironmentVariable("AED_REQUIRE_TOOLS") == "1")
        {
            Assert.Fail(why);
        }

        Assert.Inconclusive(why);
    }
}
