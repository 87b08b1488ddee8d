using System.Text.RegularExpressions;
using AedCabinet.Processes;

namespace AedCabinet.Cell.Tests;

/// <summary>
/// SPEC §20: a registry of one machine is moved onto a cell, and neither loses nor doubles anything, whichever part of it dies. The
/// command itself, as a person types it: it kills the one machine's registry, moves, kills a node, HAProxy, a member of etcd,
/// PostgreSQL's primary and a worker, pauses another worker, and looks for strangers.
/// </summary>
[TestClass]
[DoNotParallelize]
public class CellChaosTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task One_kill_of_each_kind_before_and_after_the_move_onto_a_cell_loses_and_doubles_no_event()
    {
        List<string> lines = [];
        string figures = Path.Combine(TestContext.TestRunDirectory!, "cell.json");
        using RunningProgram chaos = Registry(lines, "cell", "chaos", "--short", "--move", "--language", "en", "--figures", figures);
        await chaos.EndedAsync(TestContext.CancellationToken);

        string said = string.Join('\n', lines);
        TestContext.WriteLine(said);
        Assert.AreEqual(0, chaos.ExitCode, said);
        Assert.MatchesRegex(new Regex("lost, of [1-9][0-9]* events"), said);
        foreach (string killed in new[] { "nats-server node", "HAProxy", "etcd member", "PostgreSQL's primary", "the worker of" })
        {
            Assert.Contains("kill -9: " + (killed == "nats-server node" ? "the " : string.Empty) + killed, said);
        }

        Assert.Contains("kill -9: the registry, on one machine", said);
        Assert.Contains("kill -9: the pages, which deliver to receivers", said);
        Assert.MatchesRegex(new Regex("emergencies that did not reach their receiver, of [1-9][0-9]* +0 +0 +shown"), said);
        Assert.MatchesRegex(new Regex("registries on the file that did not end by themselves +0 +0 +shown"), said);
        Assert.Contains("is paused for longer than its lease and wakes", said);
        Assert.MatchesRegex(new Regex("woke without finding their lease gone"), said);
        Assert.IsTrue(File.Exists(figures));
    }

    private static RunningProgram Registry(List<string> lines, params string[] arguments) => new(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "AedCabinet.Registry.dll"), .. arguments], line =>
        {
            lock (lines)
            {
                lines.Add(line);
            }
        });
}
