using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A boot in safe mode in which the counting of boots throws: it takes a number that cannot repeat, and says so (SPEC §11, §12).
/// </summary>
[TestClass]
public class UncountedBootTests
{
    private readonly SimulatedFlash _flash = new();

    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(30_000_000, 0)]
    [DataRow(1, 20_000_001)]
    public void Its_number_is_above_all_that_are_known_is_no_other_boot_s_and_a_fault_of_the_storage(int firstBoot, int stored)
    {
        HashSet<int> numbers = [];
        for (int seed = 1; seed <= 5; seed++)
        {
            Prepare(firstBoot, stored);
            UncountedBoot boot = new(_flash, seed);

            Assert.IsTrue(boot.Boots.IsSafeMode);
            Assert.IsGreaterThanOrEqualTo(Math.Max(firstBoot, stored) + BootCounter.CountedBoots, boot.Boot);
            Assert.IsTrue(numbers.Add(boot.Boot), $"seed {seed}: number {boot.Boot} comes again");
            Assert.IsTrue(boot.Tells(EventKind.StorageFault));
        }
    }

    [TestMethod]
    public void Where_the_numbers_end_it_is_still_one_that_the_registry_and_the_record_have_room_for()
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            Prepare(2_000_000_000, BootCounter.LastNumber - 1);
            Assert.IsInRange(1, BootCounter.LastNumber, new UncountedBoot(_flash, seed).Boot);
        }
    }

    private void Prepare(int firstBoot, int stored)
    {
        _flash.Format();
        _flash.TryWrite(ConfigurationFile.Name, CabinetFile.Of(false, firstBoot));
        for (int i = 0; i < BootRecord.MaxEarlyDeaths; i++)
        {
            Assert.IsTrue(new BootRecord(_flash, new SilentLog()).TryMarkCrashed("scan: planted"));
        }

        if (stored > 0)
        {
            Outbox outbox = new(_flash, new SettableClock(), new NoticeQueue(), new ErrorLog());
            outbox.Open();
            outbox.Add(new CabinetEvent(EventKind.AedRemoved, Severity.Emergency, stored, 1, 1000, OperatingMode.Normal, null));
            Assert.IsTrue(outbox.Store(0));
        }
    }

    private sealed class UncountedBoot : CabinetFirmware, IHealthSource
    {
        private static readonly Timeline s_timeline = new(null);

        public UncountedBoot(SimulatedFlash flash, int seed)
            : base(new CabinetHardware(null, null, null, flash, new VirtualNetwork(s_timeline), new VirtualClock(s_timeline)),
                new SilentLog())
        {
            Build(ConfigurationFile.Load(flash, SimulatedBoard.Target, Log), new Random(seed));
        }

        public bool Tells(EventKind kind)
        {
            Storekeeper.Step(0);
            bool isTold = false;
            while (Exchange.Notices.TryTake(out Notice notice))
            {
                isTold |= notice.Kind == kind;
            }

            return isTold;
        }

        public void Read(FirmwareHealth health)
        {
        }

        protected override void Make(int part, CabinetConfiguration file, Random random)
        {
            if (part == NumberPart)
            {
                throw new InvalidOperationException("planted");
            }

            base.Make(part, file, random);
        }

        protected override IBrokerConnection CreateConnection() =>
            new VirtualBroker(s_timeline, new VirtualNetwork(s_timeline), new SeededRandom(1), _ => { });

        protected override IHealthSource CreateHealth(out HeapWatch? heap)
        {
            heap = null;
            return this;
        }
    }
}
