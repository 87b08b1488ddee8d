using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using AedCabinet.Simulator.Soak;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>What a cabinet must remember and forgets is found.</summary>
[TestClass]
public class MemoryInvariantTests : InvariantBench
{
    [TestMethod]
    public void An_emergency_that_is_forgotten_or_closed_by_nobody_is_found()
    {
        MemoryInvariant memory = new(Report);
        memory.Begin(true);
        memory.Note(Event(1, 1, Severity.Emergency, EventKind.AedRemoved));
        CabinetState state = new() { IsRemovalOpen = true, NeedsInspection = true, Reasons = 1 };
        memory.Check(state);
        memory.NoteStored(true);
        memory.Begin(true);

        Finds("emergencies stay open until they are closed", () => memory.Check(new CabinetState { Reasons = 1 }));
        memory.Begin(false);
        memory.Check(new CabinetState { Reasons = 1 });
        memory.Begin(true);
        memory.Check(state);
        memory.Allow(CabinetRequest.Inspect);
        memory.Check(new CabinetState { Reasons = 1 });
    }

    [TestMethod]
    public void A_cabinet_that_is_ready_with_a_reason_or_in_a_mode_without_an_order_is_found()
    {
        MemoryInvariant memory = new(Report);
        memory.Begin(true);

        Finds("ready only without a reason", () => memory.Check(new CabinetState { IsTampered = true }));
        Finds("ready only without a reason", () => memory.Check(new CabinetState { Mode = OperatingMode.NotCommissioned }));
        Finds("nothing changes without an order", () => memory.Check(new CabinetState { Mode = OperatingMode.Drill, Reasons = 1 }));
        memory.Allow(CabinetRequest.StartDrill);
        memory.Check(new CabinetState { Mode = OperatingMode.Drill, Reasons = 1 });
    }
}
