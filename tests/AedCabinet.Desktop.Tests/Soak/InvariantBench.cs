using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>What the soak holds a cabinet to, tried one by one: a cabinet that breaks it is found.</summary>
public abstract class InvariantBench
{
    private protected Timeline Timeline { get; } = new(null);

    private protected SoakReport Report { get; } = new() { Seed = 0 };

    private protected EventQueue Queue { get; } = new();

    private protected static void Finds(string invariant, Action act) =>
        Assert.AreEqual(invariant, Assert.ThrowsExactly<InvariantViolation>(act).Invariant);

    private protected static CabinetEvent Event(int boot, int seq, Severity severity = Severity.Info,
        EventKind kind = EventKind.DoorOpened) =>
        new(kind, severity, boot, seq, seq * 1000L, OperatingMode.Normal, "\"compartment\":\"aed\"");

    private protected static string Json(int boot, int seq) =>
        $$$"""{"event":"door.opened","severity":"info","boot":{{{boot}}},"seq":{{{seq}}},"uptimeMs":{{{seq}}}000,"data":{"compartment":"aed"}}""";

    private protected EventInvariant Ledger()
    {
        EventInvariant ledger = new(Timeline, Report);
        ledger.Begin(Queue, Queue, 1);
        return ledger;
    }

    private protected void Pass(long ms) => Timeline.NowMs += ms;
}
