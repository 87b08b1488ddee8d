using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Desktop.Tests.Fleet;

[TestClass]
public class VirtualFleetTests
{
    private const long HourMs = 3_600_000;

    [TestMethod]
    public void Scans_and_polls_that_are_left_out_change_no_message_of_the_fleet()
    {
        // Whole boards, link and storage included, under storms: the same messages in the same milliseconds.
        VirtualFleetReport boards = Run(8, 2 * HourMs, 3, isDense: true);
        VirtualFleetReport idle = Run(8, 2 * HourMs, 3, isDense: false);
        Assert.AreEqual(boards.Fingerprint, idle.Fingerprint);
        Assert.AreEqual(boards.Messages, idle.Messages);
        Assert.IsTrue(idle.BatteryKits > 0 && idle.Asleep == idle.BatteryKits, $"{idle.Asleep} of {idle.BatteryKits} battery kits sleep");
        Assert.IsTrue(idle.Messages > 100 && idle.Scans * 50 < boards.Scans,
            $"{idle.Messages} messages, {idle.Scans} of {boards.Scans} scans: this would prove little");
    }

    [TestMethod]
    public void The_same_options_are_the_same_run_whatever_the_threads_do()
    {
        VirtualFleetReport one = Run(40, HourMs, 5, threads: 1);
        VirtualFleetReport three = Run(40, HourMs, 5, threads: 3);
        Assert.AreEqual(one.Fingerprint, three.Fingerprint);
        Assert.AreEqual(one.EventsMade, three.EventsMade);
        Assert.AreNotEqual(one.Fingerprint, Run(40, HourMs, 6, threads: 1).Fingerprint);
    }

    [TestMethod]
    public void Nothing_is_lost_when_doors_mains_and_broker_storm_and_acknowledgements_get_lost()
    {
        VirtualFleetReport report = Run(150, 4 * HourMs, 1, loss: 0.2);
        Assert.AreEqual(0, report.EventsLost);
        Assert.AreEqual(report.EventsMade, report.EventsArrived + report.EventsWaiting);
        Assert.AreEqual(0, report.Errors, string.Join('\n', report.Complaints));
        Assert.IsTrue(report.EventsDoubled > 0, "with one acknowledgement in five lost, some events must have come twice");
        Assert.IsTrue(report.Boots > 150, "the mains' return boots boards");
        Assert.IsTrue(report.Connections > report.Boots, "the broker's return connects boards again");
        Assert.IsTrue(report.Emergencies > 0);
    }

    [TestMethod]
    public void What_waits_on_flash_at_the_end_is_not_lost()
    {
        // Doors open after the broker has gone, and the run ends before it is back; Hohhot's boards have no power then.
        VirtualFleetReport report = new VirtualFleet(new VirtualFleetOptions
        {
            Cabinets = 100,
            LengthMs = HourMs,
            Seed = 4,
            Plan = new VirtualPlan([Entry(3570, FleetStorm.Broker), Entry(3575, FleetStorm.Doors), Entry(3595, FleetStorm.Mains)], 0),
        }).Run(null, CancellationToken.None);

        Assert.IsGreaterThan(0, report.EventsWaiting);
        Assert.AreEqual(0, report.EventsLost);
        Assert.AreEqual(report.EventsMade, report.EventsArrived + report.EventsWaiting);

        static FleetPlanEntry Entry(long atSeconds, FleetStorm storm) => new(atSeconds * 1000, storm, FleetPlanEntry.DefaultPrefecture);
    }

    [TestMethod]
    public void A_run_that_is_stopped_says_so()
    {
        using CancellationTokenSource stop = new();
        VirtualFleetReport report = new VirtualFleet(new VirtualFleetOptions
        {
            Cabinets = 10,
            LengthMs = 3 * HourMs,
            Seed = 1,
            Plan = new VirtualPlan([], 0),
        }).Run(_ => stop.Cancel(), stop.Token);

        Assert.IsTrue(report.WasCut);
        Assert.AreEqual(1, report.VirtualHours);
        StringWriter text = new();
        new FleetText(text).Write(report);
        Assert.Contains("ended early", text.ToString());
    }

    [TestMethod]
    public void Cabinets_are_ready_nearly_all_of_the_time()
    {
        VirtualFleetReport report = Run(100, 6 * HourMs, 2);
        Assert.IsTrue(report.Ready is > 0.9 and < 1, $"ready {report.Ready:P2}");
    }

    [TestMethod]
    public void A_cabinet_takes_little_memory()
    {
        // Measured by bench; this bound only notices when something large gets in.
        VirtualFleetReport report = Run(500, HourMs / 2, 1);
        Assert.IsTrue(report.ManagedBytesPerCabinet < 20 * 1024, $"{report.ManagedBytesPerCabinet} bytes");
    }

    private static VirtualFleetReport Run(int cabinets, long lengthMs, long seed, bool isDense = false, int threads = 2, double loss = 0.02)
    {
        VirtualFleetReport report = new VirtualFleet(new VirtualFleetOptions
        {
            Cabinets = cabinets,
            LengthMs = lengthMs,
            Seed = seed,
            Plan = new VirtualPlan(VirtualPlan.Usual(lengthMs), loss),
            IsDense = isDense,
            Threads = threads,
        }).Run(null, CancellationToken.None);
        Console.WriteLine(
            $"seed {seed}: {report.Messages} messages, {report.EventsMade} events, {report.Scans} scans, fingerprint "
                + $"{report.Fingerprint}, {report.ManagedBytesPerCabinet} bytes a cabinet, {report.Seconds:F1} s");
        return report;
    }
}
