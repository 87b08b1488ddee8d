using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class EventQueueTests
    {
        [TestMethod]
        public void Emergencies_go_first_then_urgent_ones_then_the_rest_in_order()
        {
            EventQueue queue = new EventQueue();
            queue.Add(Event(1, Severity.Info));
            queue.Add(Event(2, Severity.Urgent));
            queue.Add(Event(3, Severity.Maintenance));
            queue.Add(Event(4, Severity.Emergency));

            Assert.AreEqual("4 2 1 3", TakeAll(queue));
        }

        [TestMethod]
        public void An_event_stays_until_it_is_acknowledged()
        {
            EventQueue queue = new EventQueue();
            queue.Add(Event(1, Severity.Info));

            queue.TryTake(out CabinetEvent item);
            Assert.AreEqual(1, queue.Count);
            queue.Acknowledge(item);
            Assert.AreEqual(0, queue.Count);
            queue.Acknowledge(item);
            Assert.AreEqual(0, queue.Count);
        }

        [TestMethod]
        public void What_was_not_acknowledged_goes_out_again_in_its_old_order()
        {
            EventQueue queue = new EventQueue();
            for (int seq = 1; seq <= 4; seq++)
            {
                queue.Add(Event(seq, Severity.Info));
            }

            queue.TryTake(out CabinetEvent first);
            queue.TryTake(out CabinetEvent _);
            queue.TryTake(out CabinetEvent _);
            queue.Acknowledge(first);
            queue.ReturnUnacknowledged();
            Assert.AreEqual("2 3 4", TakeAll(queue));
        }

        [TestMethod]
        public void An_event_that_could_not_be_sent_leaves_those_under_way_alone()
        {
            EventQueue queue = new EventQueue();
            queue.Add(Event(1, Severity.Info));
            queue.Add(Event(2, Severity.Info));
            queue.TryTake(out CabinetEvent _);
            queue.TryTake(out CabinetEvent second);

            queue.Return(second);
            Assert.AreEqual("2", TakeAll(queue));
        }

        [TestMethod]
        public void A_full_queue_drops_the_oldest_of_the_lowest_severity_and_counts_it()
        {
            EventQueue queue = new EventQueue();
            queue.Add(Event(1, Severity.Emergency));
            queue.Add(Event(2, Severity.Info));
            for (int seq = 3; seq <= EventQueue.Capacity; seq++)
            {
                queue.Add(Event(seq, Severity.Maintenance));
            }

            Assert.AreEqual(0, queue.DroppedCount);
            queue.Add(Event(500, Severity.Urgent));
            Assert.AreEqual(1, queue.DroppedCount);
            Assert.AreEqual(EventQueue.Capacity, queue.Count);
            queue.Add(Event(501, Severity.Urgent));
            Assert.AreEqual(2, queue.DroppedCount);

            string all = TakeAll(queue);
            Assert.AreEqual(0, all.IndexOf("1 500 501 4 5"));
        }

        [TestMethod]
        public void It_knows_whether_an_emergency_waits()
        {
            EventQueue queue = new EventQueue();
            queue.Add(Event(1, Severity.Urgent));
            Assert.IsFalse(queue.HasWaiting(Severity.Emergency));
            queue.Add(Event(2, Severity.Emergency));
            Assert.IsTrue(queue.HasWaiting(Severity.Emergency));
            queue.TryTake(out CabinetEvent _);
            Assert.IsFalse(queue.HasWaiting(Severity.Emergency));
        }

        private static CabinetEvent Event(int seq, Severity severity) =>
            new CabinetEvent(EventKind.DoorOpened, severity, 41, seq, seq * 1000L, OperatingMode.Normal, null);

        private static string TakeAll(EventQueue queue)
        {
            string seqs = string.Empty;
            while (queue.TryTake(out CabinetEvent item))
            {
                seqs += (seqs.Length == 0 ? string.Empty : " ") + item.Seq.ToString();
            }

            return seqs;
        }
    }
}
