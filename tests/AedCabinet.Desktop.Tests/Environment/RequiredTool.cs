namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// A program that tests need beside the .NET SDK. A test whose program is missing fails and says what to install; <c>tests/run.sh</c>
/// installs all of them.
/// </summary>
internal static class RequiredTool
{
    /// <summary>Finds a program; the test fails without it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <returns>Its path.</returns>
    public static string Find(string name, string package)
    {
        string[] folders = [.. (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator), "/usr/sbin",
            "/usr/local/sbin"];
        string? path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.IsNotNull(path, $"{name} is missing; install the package {package}, or run tests/run.sh which does.");
        return path;
    }
}
