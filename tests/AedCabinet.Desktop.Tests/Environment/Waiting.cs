using System.Diagnostics;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>Waiting for something outside the test's own process or thread, with a limit.</summary>
internal static class Waiting
{
    /// <summary>
    /// The limit: far beyond what anything here needs, so that only what never comes runs into it. Beside other suites a test may have
    /// to do with a twentieth of a core, and two seconds of work take it forty.
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="seen">What was seen instead, for the message.</param>
    public static void Until(Func<bool> condition, string what, Func<string>? seen = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Limit)
            {
                Assert.Fail(
                    $"Waited {Limit.TotalSeconds} s in vain for "
                        + $"{what}.{(seen is null ? string.Empty : System.Environment.NewLine + seen())}");
            }

            Thread.Sleep(10);
        }
    }
}
