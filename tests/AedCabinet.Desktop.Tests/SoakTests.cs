using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A cabinet and a kit, their flash, parts, network and broker in virtual time under random faults, judged at every step. A failure
/// prints the seed, the last happenings and the command that repeats it. The long run is the command <c>soak --hours 48</c>.
/// </summary>
[TestClass]
public class SoakTests
{
    private const int Hours = 6;

    // What the firmware does not bear yet; the command makes them unless told otherwise. Nothing is to stay here.
    private const string NotBorneYet = "";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(1L)]
    [DataRow(2L)]
    [DataRow(20261129L)]
    public void Hours_of_every_kind_of_fault_break_nothing(long seed)
    {
        Assert.IsNull(FaultKinds.WhyRefused(NotBorneYet, out FaultKinds kinds));
        SoakReport report = SoakRun.Run(Hours, seed, kinds, null, null);

        using StringWriter text = new();
        report.Print(text);
        TestContext.WriteLine(text.ToString());
        Console.WriteLine($"soak, seed {seed}: {report.Hours:F1} simulated hours, {report.Faults} faults of {MadeOf(report)} kinds");
        Assert.IsNull(report.Violation, text.ToString());

        // A run in which nothing happens proves nothing.
        Assert.IsGreaterThan(20, report.Faults);
        Assert.IsGreaterThan(FaultKinds.Names.Count / 2, MadeOf(report));
        Assert.IsGreaterThan(50, report.CountOf("deliveries"));
        Assert.IsGreaterThan(5, report.CountOf("doors opened and alarmed"));
        Assert.IsGreaterThan(3, report.CountOf("recoveries to online"));
        Assert.IsGreaterThan(1, report.CountOf("sleeps"));
    }

    [TestMethod]
    public void The_same_seed_is_the_same_run_byte_for_byte()
    {
        using StringWriter first = new();
        using StringWriter second = new();

        SoakReport one = SoakRun.Run(1, 42, first, null);
        SoakReport other = SoakRun.Run(1, 42, second, null);

        Assert.IsGreaterThan(1000, first.ToString().Length);
        Assert.AreEqual(first.ToString(), second.ToString());
        Assert.AreEqual(one.Fingerprint, other.Fingerprint);
        Assert.AreNotEqual(one.Fingerprint, SoakRun.Run(1, 43, null, null).Fingerprint);
    }

    [TestMethod]
    public void A_failure_prints_its_seed_its_time_and_how_to_repeat_it()
    {
        SoakReport report = new()
        {
            Seed = 99,
            SimulatedMs = 3723004,
            EndedAtMs = 3723004,
            Violation = new InvariantViolation("no event is lost", "(3, 4)"),
            LastHappenings = ["door opened"]
        };
        using StringWriter text = new();

        report.Print(text);

        StringAssert.Contains(text.ToString(), "FAILED at 0d 01:02:03.004, seed 99: no event is lost: (3, 4)");
        StringAssert.Contains(text.ToString(), "  door opened");
        StringAssert.Contains(text.ToString(), "dotnet run -c Release --project simulator -- soak --hours 2 --seed 99");
    }

    [TestMethod]
    public void The_report_says_how_many_of_each_kind_were_made_and_which_never()
    {
        FaultKinds.WhyRefused("storm,power-cut,configure", out FaultKinds kinds);
        SoakReport report = new() { Seed = 99, Kinds = kinds };
        report.Count("fault: storm");
        report.Count("fault: storm");
        report.Count("command: configure");
        using StringWriter text = new();

        report.Print(text);

        StringAssert.Contains(text.ToString(), "2  fault: storm");
        StringAssert.Contains(text.ToString(), "1  command: configure");
        StringAssert.Contains(text.ToString(), "never made: power-cut");
        StringAssert.Contains(report.RepeatCommand(), "--faults power-cut,storm,configure");
    }

    private static int MadeOf(SoakReport report) =>
        FaultKinds.Names.Count(name => report.CountOf("fault: " + name) + report.CountOf("command: " + name) > 0);
}
