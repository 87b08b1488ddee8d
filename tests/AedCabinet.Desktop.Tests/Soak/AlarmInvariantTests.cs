using AedCabinet.Inputs;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>A sounder that comes late, and a board that freezes or restarts in the wrong picture, are found.</summary>
[TestClass]
public class AlarmInvariantTests : InvariantBench
{
    [TestMethod]
    public void A_sounder_that_comes_late_is_found()
    {
        AlarmInvariant alarm = new(Timeline, Report);
        InputImage inputs = new();
        OutputImage outputs = new();
        alarm.Begin();
        alarm.Check(inputs, outputs, false);
        Pass(1000);
        alarm.Check(inputs, outputs, false);
        inputs.AedDoorContactOpen = true;
        alarm.Check(inputs, outputs, false);
        Finds("a frozen board is safe", () => alarm.Freeze(new OutputImage { LockRelease = true }));
        Finds("no restart during an alarm", () => alarm.CheckRestart(outputs));
        Pass(AlarmInvariant.DeadlineMs + 1);

        Finds("the sounder comes in time", () => alarm.Check(inputs, outputs, false));
    }

    [TestMethod]
    public void A_board_that_freezes_or_restarts_in_the_wrong_picture_is_found()
    {
        AlarmInvariant alarm = new(Timeline, Report);

        Finds("a frozen board is safe", () => alarm.Freeze(new OutputImage { LockRelease = true, HeaterOn = true }));
        Finds("a frozen board is safe", () => alarm.Freeze(new OutputImage { LockRelease = false }));
        Finds("no restart during an alarm", () => alarm.CheckRestart(new OutputImage { Beacon = true }));
        alarm.Freeze(new OutputImage { LockRelease = true });
        alarm.CheckRestart(new OutputImage());
    }
}
