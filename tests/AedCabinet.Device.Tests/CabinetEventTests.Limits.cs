using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Indicator;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <content>What is told once, or a limited number of times.</content>
    public partial class CabinetEventTests
    {
        [TestMethod]
        public void A_contact_that_chatters_is_told_once_and_the_flood_is_not()
        {
            CabinetBench bench = new CabinetBench().Settled();

            for (int i = 0; i < 600; i++)
            {
                bench.Inputs.AedDoorContactOpen = i % 8 < 4;
                bench.Scan();
            }

            string events = bench.TakeEvents();
            Assert.IsTrue(events.IndexOf("input.chattering") >= 0, events);
            Assert.AreEqual(events.IndexOf("input.chattering"), LastIndexOf(events, "input.chattering"), events);
        }

        [TestMethod]
        public void A_door_that_flaps_all_hour_is_told_twelve_times_and_how_often_it_was_not()
        {
            CabinetBench bench = new CabinetBench().Settled();
            int opened = 0;
            int suppressed = 0;
            for (int minute = 0; minute < 61; minute++)
            {
                bench.OpenDoor();
                bench.CloseDoor();
                bench.RunMs(59600);
                while (bench.Events.TryTake(out CabinetEvent item))
                {
                    bench.Events.Acknowledge(item);
                    if (item.Kind == EventKind.DoorOpened)
                    {
                        opened++;
                        int at = item.Data.IndexOf("\"suppressed\":");
                        suppressed += at < 0 ? 0 : int.Parse(item.Data.Substring(at + 13));
                    }
                }
            }

            // Twelve in the first twelve minutes; the thirteenth an hour after the first, with the 48 between them.
            Assert.AreEqual(13, opened);
            Assert.AreEqual(48, suppressed);
        }

        [TestMethod]
        public void An_emergency_that_newly_opens_is_told_however_often_and_one_that_is_open_is_limited()
        {
            CabinetBench bench = new CabinetBench(Station()).Settled();
            int told = 0;
            for (int i = 0; i < 20; i++)
            {
                told += Presses(bench);
                bench.Requests.TryAdd(CabinetRequest.Acknowledge, 0);
                bench.RunMs(100);
            }

            Assert.AreEqual(20, told);
            Assert.AreEqual(1, Presses(bench));
            Assert.AreEqual(0, Presses(bench));
        }

        [TestMethod]
        public void The_record_of_a_command_is_never_held_back()
        {
            CabinetBench bench = new CabinetBench().Settled();
            for (int i = 0; i < 30; i++)
            {
                bench.Notices.TryAdd(EventKind.CommandDone, "\"command\":\"unlock\"");
                bench.RunMs(100);
                Assert.AreEqual("command.done", bench.TakeEvents());
            }
        }

        private static int Presses(CabinetBench bench)
        {
            bench.Inputs.SosContactClosed = true;
            bench.RunMs(200);
            bench.Inputs.SosContactClosed = false;
            bench.RunMs(1000);
            return bench.TakeEvents() == "sos.pressed" ? 1 : 0;
        }

        private static int LastIndexOf(string text, string part)
        {
            int last = -1;
            for (int at = text.IndexOf(part); at >= 0; at = text.IndexOf(part, at + 1))
            {
                last = at;
            }

            return last;
        }
    }
}
