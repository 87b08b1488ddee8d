using System;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supply;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>No optional part can end the scan by throwing: it becomes unknown and is told (SPEC §3).</summary>
    [TestClass]
    public class ThrowingPartTests
    {
        [TestMethod]
        public void A_part_that_throws_is_left_out_and_told_and_the_door_alarms()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Aed.PadsExpire = "2026-01-20";
            ThrowingSink sink = new ThrowingSink(EventKind.ExpiryDue);
            CabinetBench bench = new CabinetBench(configuration, new MemoryMailbox(), WakeCause.PowerOn, sink);
            bench.RunMs(1000);
            bench.Inputs.UnixMs = 1768186800000;
            bench.RunMs(1000);

            Assert.AreEqual(1, sink.Thrown);
            Assert.AreEqual("\"failed\":\"care\",\"reason\":\"System.InvalidOperationException\"", sink.DataOf(EventKind.SelfTestFailed));
            Assert.AreEqual(1 << (int)ReadinessReason.InspectionDue, bench.State().Reasons & (1 << (int)ReadinessReason.InspectionDue));
            bench.OpenDoor();
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsNotNull(sink.DataOf(EventKind.DoorOpened));
        }

        [TestMethod]
        public void A_part_without_which_there_is_no_alarm_ends_the_scan_and_in_safe_mode_the_others_go_on()
        {
            CabinetBench normal = new CabinetBench(CabinetBench.Commissioned(), new MemoryMailbox(), WakeCause.PowerOn,
                new ThrowingSink(EventKind.DoorOpened));
            normal.RunMs(1000);
            Assert.ThrowsException(typeof(InvalidOperationException), () => normal.OpenDoor());

            ThrowingSink sink = new ThrowingSink(EventKind.DoorOpened);
            CabinetBench safe = new CabinetBench(CabinetBench.Commissioned().ToSafeMode(), new MemoryMailbox(), WakeCause.PowerOn, sink);
            safe.RunMs(1000);
            safe.OpenDoor();
            Assert.IsTrue(safe.Outputs.Sounder);
            Assert.AreEqual("\"failed\":\"events\",\"reason\":\"System.InvalidOperationException\"", sink.DataOf(EventKind.SelfTestFailed));
        }

        [TestMethod]
        public void A_lack_of_memory_is_nobody_s_fault_and_ends_the_scan()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Aed.PadsExpire = "2026-01-20";
            ThrowingSink sink = new ThrowingSink(EventKind.ExpiryDue);
            sink.IsMemory = true;
            CabinetBench bench = new CabinetBench(configuration.ToSafeMode(), new MemoryMailbox(), WakeCause.PowerOn, sink);
            bench.RunMs(1000);
            bench.Inputs.UnixMs = 1768186800000;
            Assert.ThrowsException(typeof(OutOfMemoryException), () => bench.Scan());
        }

        [TestMethod]
        public void A_gauge_that_fails_is_unknown_and_nothing_else()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Power.BatteryFitted = true;
            CabinetBench bench = new CabinetBench(configuration);
            bench.Inputs.BatteryMv = 12600;
            bench.RunSlowly(70000);
            Assert.AreEqual((int)BatteryLevel.Ok, (int)bench.State().Battery);
            int reasons = bench.State().Reasons;
            bench.TakeEvents();

            bench.Inputs.BatteryMv = -1;
            bench.RunSlowly(200000);
            Assert.AreEqual((int)BatteryLevel.Unknown, (int)bench.State().Battery);
            Assert.AreEqual(0, bench.State().BatteryMv);
            Assert.AreEqual(reasons, bench.State().Reasons);
            Assert.AreEqual(string.Empty, bench.TakeEvents());

            bench.Inputs.BatteryMv = 12600;
            bench.RunMs(100);
            Assert.AreEqual((int)BatteryLevel.Ok, (int)bench.State().Battery);
        }

        private sealed class ThrowingSink : IEventSink
        {
            private readonly EventKind _kind;
            private readonly EventQueue _events = new EventQueue();

            public ThrowingSink(EventKind kind)
            {
                _kind = kind;
            }

            public int Thrown { get; private set; }

            public bool IsMemory { get; set; }

            public void Add(CabinetEvent item)
            {
                if (item.Kind != _kind)
                {
                    _events.Add(item);
                    return;
                }

                Thrown++;
                if (IsMemory)
                {
                    throw new OutOfMemoryException();
                }

                // Once is enough for a part without which there is no alarm; of another the second would not come.
                throw new InvalidOperationException();
            }

            public string DataOf(EventKind kind)
            {
                string data = null;
                while (data == null && _events.TryTake(out CabinetEvent item))
                {
                    data = item.Kind == kind ? item.Data : null;
                }

                return data;
            }
        }
    }
}
