using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// The power is cut at every operation of the records of boots and memory and after every byte of every write, with everything
/// that such a cut can leave behind (SPEC §11, §12).
/// </summary>
[TestClass]
public class BootPowerCutTests
{
    [TestMethod]
    public void A_power_cut_never_makes_a_safe_mode_nor_loses_an_open_emergency()
    {
        int cuts = 0;
        foreach (FlashOperation operation in Recorded(flash => new Account(flash).LiveThroughFiveBoots()))
        {
            foreach ((int bytes, CutResidue residue) in CutsOf(operation))
            {
                string where = $"operation {operation.Number} ({operation.Name}), {bytes} bytes, {residue}";
                SimulatedFlash flash = CutFlash(operation, bytes, residue);
                Account account = new(flash);
                Assert.ThrowsExactly<PowerCutException>(account.LiveThroughFiveBoots, where);
                flash.Restore();
                account.Check(flash, where);
                cuts++;
            }
        }

        Console.WriteLine($"{cuts} cut points");
        Assert.IsGreaterThan(1000, cuts);
    }

    [TestMethod]
    public void A_power_cut_never_ends_the_safe_mode_before_its_hour_and_never_keeps_it_after()
    {
        int cuts = 0;
        foreach (FlashOperation operation in Recorded(flash => DieThriceAndRecover(flash, _ => { })))
        {
            foreach ((int bytes, CutResidue residue) in CutsOf(operation))
            {
                string where = $"operation {operation.Number} ({operation.Name}), {bytes} bytes, {residue}";
                SimulatedFlash flash = CutFlash(operation, bytes, residue);
                string reached = "nothing";
                Assert.ThrowsExactly<PowerCutException>(() => DieThriceAndRecover(flash, step => reached = step), where);
                flash.Restore();
                bool isSafe = new BootRecord(flash, new Environment.ErrorLog()).IsSafeMode;
                switch (reached)
                {
                    // A boot whose own record was cut may go uncounted: the third may be judged once more as the second. Noting a reason
                    // hides the cut in it, so that may be of the third too.
                    case "two deaths":
                    case "three deaths":
                    case "leaving":
                        break;
                    case "safe mode":
                        Assert.IsTrue(isSafe, where);
                        break;
                    default:
                        Assert.IsFalse(isSafe, where + ", " + reached);
                        break;
                }

                cuts++;
            }
        }

        Console.WriteLine($"{cuts} cut points");
        Assert.IsGreaterThan(100, cuts);
    }

    [TestMethod]
    public void A_memory_is_never_on_flash_before_the_event_it_comes_from()
    {
        int cuts = 0;
        int remembered = 0;
        foreach (FlashOperation operation in Recorded(StoreWhileTheScanGoesOn))
        {
            foreach ((int bytes, CutResidue residue) in CutsOf(operation))
            {
                SimulatedFlash flash = CutFlash(operation, bytes, residue);
                Assert.ThrowsExactly<PowerCutException>(() => StoreWhileTheScanGoesOn(flash));
                flash.Restore();

                PersistentState memory = MemoryOn(flash);
                HashSet<EventKind> events = EventsOn(flash);
                string where = $"operation {operation.Number} ({operation.Name}), {bytes} bytes, {residue}";
                Assert.IsTrue((memory.Open & OpenEmergencies.Removal) == 0 || events.Contains(EventKind.AedRemoved),
                    where + ": a removal is remembered that nobody is told of");
                Assert.IsTrue((memory.Open & OpenEmergencies.Sos) == 0 || events.Contains(EventKind.SosPressed),
                    where + ": an SOS is remembered that nobody is told of");
                remembered += (memory.Open & OpenEmergencies.Sos) != 0 ? 1 : 0;
                cuts++;
            }
        }

        Console.WriteLine($"{cuts} cut points, the SOS remembered after {remembered}");
        Assert.IsGreaterThan(100, cuts);
        Assert.IsGreaterThan(0, remembered);
    }

    private static List<FlashOperation> Recorded(Action<SimulatedFlash> live)
    {
        List<FlashOperation> operations = [];
        SimulatedFlash flash = new() { Observer = operations.Add };
        live(flash);
        return operations;
    }

    private static IEnumerable<(int Bytes, CutResidue Residue)> CutsOf(FlashOperation operation)
    {
        foreach (CutResidue residue in Enum.GetValues<CutResidue>())
        {
            for (int bytes = 0; bytes <= operation.Content.Length; bytes++)
            {
                yield return (bytes, residue);
            }
        }
    }

    private static SimulatedFlash CutFlash(FlashOperation operation, int bytes, CutResidue residue) =>
        new() { CutAtOperation = operation.Number, CutAfterBytes = bytes, CutResidue = residue };

    private static void DieThriceAndRecover(SimulatedFlash flash, Action<string> reach)
    {
        Environment.ErrorLog log = new();
        Die(flash, log);
        reach("one death");
        Die(flash, log);
        reach("two deaths");
        Die(flash, log);
        reach("three deaths");
        BootRecord safe = new(flash, log);
        reach("safe mode");
        RestartDesk desk = new();
        MemoryKeeper keeper = new(flash, new MemoryMailbox(), safe, desk);
        keeper.Step(SupervisionTimeouts.SurvivedMs);
        keeper.Step(SupervisionTimeouts.HealthyMs - 1);
        Assert.IsFalse(desk.IsAsked);
        reach("leaving");
        keeper.Step(SupervisionTimeouts.HealthyMs);
        Assert.IsTrue(desk.IsAsked);
        reach("left");
        Assert.IsTrue(safe.TryMarkPlannedUnlessCrashed(desk.Reason));
        Assert.IsFalse(new BootRecord(flash, log).IsSafeMode);
    }

    private static void Die(SimulatedFlash flash, ILog log)
    {
        BootRecord boots = new(flash, log);
        _ = boots.TryMarkCrashed("scan");

        // Noting a crash, and judging it, outlive what flash throws; a board without power does not.
        _ = flash.TryList(out _);
    }

    // While the storage thread writes the first event, the scan adds another and remembers it.
    private static void StoreWhileTheScanGoesOn(SimulatedFlash flash)
    {
        Environment.ErrorLog log = new();
        Outbox outbox = new(flash, OutboxStory.NoClock.Instance, new NoticeQueue(), log);
        outbox.Open();
        MemoryMailbox mailbox = new();
        MemoryKeeper keeper = new(flash, mailbox, new BootRecord(flash, log), new RestartDesk());
        Storekeeper storekeeper = new(outbox, keeper);
        PersistentState memory = new() { Open = OpenEmergencies.Removal | OpenEmergencies.Inspection };
        outbox.Add(new CabinetEvent(EventKind.AedRemoved, Severity.Emergency, 1, 1, 20, OperatingMode.Normal, null));
        mailbox.Post(memory);

        Action<FlashOperation>? before = flash.Observer;
        bool hasPressed = false;
        flash.Observer = operation =>
        {
            before?.Invoke(operation);
            if (!hasPressed)
            {
                hasPressed = true;
                outbox.Add(new CabinetEvent(EventKind.SosPressed, Severity.Emergency, 1, 2, 40, OperatingMode.Normal, null));
                memory.Open |= OpenEmergencies.Sos;
                mailbox.Post(memory);
            }
        };
        storekeeper.Step(60);
        storekeeper.Step(160);
        Assert.AreNotEqual(0, MemoryOn(flash).Open & OpenEmergencies.Sos);

        // One more operation, so that a cut also comes after the last of them.
        Assert.IsTrue(flash.TryWrite("end", [0]));
    }

    private static PersistentState MemoryOn(SimulatedFlash flash)
    {
        PersistentState memory = new();
        if (new TwoSlotRecord(flash, MemoryKeeper.FileName).TryRead(out byte[] content))
        {
            memory.FromBytes(content);
        }

        return memory;
    }

    private static HashSet<EventKind> EventsOn(SimulatedFlash flash)
    {
        Outbox outbox = new(flash.Copy(), OutboxStory.NoClock.Instance, new NoticeQueue(), new Environment.ErrorLog());
        outbox.Open();
        HashSet<EventKind> kinds = [];
        while (outbox.TryTake(out CabinetEvent item))
        {
            kinds.Add(item.Kind);
        }

        return kinds;
    }

    /// <summary>Five boots with everything the records see, and beside them what must be found on flash at every moment.</summary>
    private sealed class Account(SimulatedFlash flash)
    {
        private readonly Environment.ErrorLog _log = new();
        private readonly PersistentState _kept = new();
        private readonly PersistentState _beingKept = new();
        private int _deaths;
        private bool _isEarly;
        private bool _mayForget;
        private BootRecord? _boots;
        private MemoryMailbox? _mailbox;
        private MemoryKeeper? _keeper;

        public void LiveThroughFiveBoots()
        {
            Boot();
            Keep(memory => { });
            Keep(memory =>
            {
                memory.Open |= OpenEmergencies.Removal | OpenEmergencies.Inspection;
            });
            Survive();
            Keep(memory => memory.Open |= OpenEmergencies.Sos);
            Plan("command");

            // A crash, the only early death: with a cut one more.
            Boot();
            Keep(memory => memory.Open |= OpenEmergencies.KitOpening);
            if (!_boots!.TryMarkCrashed("scan: System.InvalidOperationException"))
            {
                throw new PowerCutException();
            }

            Boot();
            Survive();
            Keep(memory =>
            {
                memory.Open = 0;
                memory.LastInspectionUnixMs = 1768186976664;
            });
            Keep(memory => memory.Open |= OpenEmergencies.Removal);
            Boot();
            Plan("no broker for 30 min");
            Boot();
        }

        public void Check(SimulatedFlash cut, string where)
        {
            int most = _deaths + (_isEarly ? 1 : 0);
            int least = _mayForget ? 0 : Math.Max(0, most - 1);
            BootRecord next = new(cut, _log);
            Assert.IsFalse(next.IsSafeMode, where + ": a false safe mode");
            Assert.IsInRange(least, most, next.EarlyDeaths, where);

            MemoryMailbox mailbox = new();
            _ = new MemoryKeeper(cut, mailbox, next, new RestartDesk());
            PersistentState found = new();
            mailbox.Read(found);
            Assert.IsTrue(found.IsSameAs(_kept) || found.IsSameAs(_beingKept), where + ": a memory that was never complete");

            // Whatever the cut left, the next write is whole again.
            Assert.IsTrue(next.TryMarkPlannedUnlessCrashed("stopped"));
            Assert.AreEqual("stopped", new BootRecord(cut, _log).RestartReason, where);
            Assert.IsEmpty(_log.Errors, where);
        }

        private void Boot()
        {
            _deaths += _isEarly ? 1 : 0;
            _isEarly = true;
            _boots = new BootRecord(flash, _log);
            _mailbox = new MemoryMailbox();
            _keeper = new MemoryKeeper(flash, _mailbox, _boots, new RestartDesk());
            PersistentState found = new();
            _mailbox.Read(found);
            Assert.IsTrue(found.IsSameAs(_kept));
            Assert.AreEqual(_deaths, _boots.EarlyDeaths);
        }

        private void Keep(Action<PersistentState> change)
        {
            change(_beingKept);
            _mailbox!.Post(_beingKept);
            _keeper!.Take();
            _keeper.Step(1000);
            _beingKept.CopyTo(_kept);
        }

        private void Survive()
        {
            _mayForget = true;
            _keeper!.Step(SupervisionTimeouts.SurvivedMs);
            _mayForget = false;
            _isEarly = false;
            _deaths = 0;
        }

        private void Plan(string reason)
        {
            Assert.IsTrue(_boots!.TryMarkPlannedUnlessCrashed(reason));
            _isEarly = false;
        }
    }
}
