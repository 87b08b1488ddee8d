using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>A lock that holds or opens when it must not is found.</summary>
[TestClass]
public class LockInvariantTests : InvariantBench
{
    [TestMethod]
    public void A_lock_that_holds_or_opens_when_it_must_not_is_found()
    {
        LockInvariant lockPin = new(Timeline, Report);
        lockPin.Check(false, true, false);
        Finds("the lock fails open", () => lockPin.Check(false, false, false));

        lockPin.Allow();
        Pass(1000);
        Finds("the lock opens for who may open it", () => lockPin.Check(false, true, false));
        lockPin.Check(true, true, false);
        Pass(LockInvariant.PulseMs);
        lockPin.Check(true, true, true);
        Finds("the lock holds while nobody may open it", () => lockPin.Check(true, true, false));
    }
}
