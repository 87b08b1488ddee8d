using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Exchange;
using AedCabinet.Judgement;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.State;
using AedCabinet.Supervision;
using EventKind = AedCabinet.Events.EventKind;

namespace AedCabinet.Desktop.Tests;

/// <summary>What the next boot knows of the one before: why it ended, and what was open (SPEC §3, §11, §12).</summary>
[TestClass]
[TestCategory("RealTime")]
public class RestartTests
{
    [TestMethod]
    [DataRow("scan")]
    [DataRow("storage")]
    public void An_exception_leaves_its_reason_and_the_next_boot_tells_it(string where)
    {
        using CabinetOnBench bench = new();
        CabinetApplication failing = bench.Boot();
        bench.FailIn(where);
        bench.RunToItsEnd(failing);

        bench.FailIn(null);
        CabinetApplication next = bench.Boot();
        bench.RunUntil(next, () => bench.LastSeqOf(next) >= 2);

        Assert.AreEqual($"\"reason\":\"{where}: {typeof(InvalidTimeZoneException).FullName}\"",
            bench.DataOf(EventKind.BootCrashed, next.Boot));
        Assert.DoesNotContain("restart", bench.DataOf(EventKind.BootStarted, next.Boot)!, "a crash is no restart on purpose");

        CabinetApplication last = bench.Boot();
        bench.RunUntil(last, () => bench.LastSeqOf(last) >= 1);
        Assert.Contains("\"restart\":\"stopped\"", bench.DataOf(EventKind.BootStarted, last.Boot)!);
        Assert.IsNull(bench.DataOf(EventKind.BootCrashed, last.Boot));
    }

    [TestMethod]
    public void Three_boots_that_note_why_they_die_lead_into_safe_mode_and_the_cabinet_says_so()
    {
        using CabinetOnBench bench = new();
        for (int i = 0; i < BootRecord.MaxEarlyDeaths; i++)
        {
            CabinetApplication failing = bench.Boot();
            bench.FailIn("scan");
            bench.RunToItsEnd(failing);
        }

        bench.FailIn(null);

        CabinetApplication safe = bench.Boot();
        bench.RunUntil(safe, () => bench.LastSeqOf(safe) >= 1);

        Assert.Contains("\"safeMode\":true", bench.DataOf(EventKind.BootStarted, safe.Boot)!);
        CabinetState state = new();
        safe.Exchange.States.Read(state);
        Assert.AreNotEqual(0, state.Reasons & (1 << (int)ReadinessReason.AedUnknown), "safe mode is never ready");
    }

    [TestMethod]
    public void An_open_removal_survives_a_restart_although_the_AED_is_back_in_its_place()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-test-");
        try
        {
            ErrorLog log = new();
            byte[] configuration = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", Ports.Free()));
            using (SimulatedCabinet cabinet = new(configuration, folder.FullName, new HostNetwork(), 1, ContactParameters.Ideal, log))
            {
                cabinet.Start();
                Waiting.Until(() => cabinet.State.LastSeq > 0, "the first boot to run");
                Assert.IsFalse(cabinet.State.IsRemovalOpen);
                cabinet.Move("door", "open");
                Waiting.Until(() => cabinet.State.IsAedDoorOpen, "the open door");
                cabinet.Move("aed", "absent");
                Waiting.Until(() => cabinet.State.IsRemovalOpen, "the removal");
            }

            using SimulatedCabinet after = new(configuration, folder.FullName, new HostNetwork(), 2, ContactParameters.Ideal, log);
            after.Start();
            Waiting.Until(() => after.State.LastSeq > 0 && after.State.Aed == Presence.Present, "the second boot to run");
            CabinetState state = after.State;
            string message = new MessageComposer(new CabinetConfiguration { Id = "X" }, after.Boot, new SystemClock()).State(state, 1, 0);
            Assert.Contains("\"open\":[\"aed.removed\"]", message);
            Assert.Contains("\"needs-inspection\"", message);
            Assert.IsFalse(state.IsAedDoorOpen);

            _ = after.Ask(CabinetRequest.Inspect, TimeSpan.Zero);
            Waiting.Until(() => !after.State.IsRemovalOpen && !after.State.NeedsInspection, "the inspection");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
