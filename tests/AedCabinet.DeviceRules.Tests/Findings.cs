namespace AedCabinet.DeviceRules.Tests;

/// <summary>How a test tells what a check found: one finding a line, all of them.</summary>
public static class Findings
{
    /// <summary>Fails and names every finding when there is one.</summary>
    public static void MustBeNone<T>(IEnumerable<T> findings)
    {
        var found = findings.ToArray();
        if (found.Length > 0)
        {
            Assert.Fail($"{found.Length} found:\n{string.Join('\n', found)}");
        }
    }
}
