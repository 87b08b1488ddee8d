using AedCabinet.Events;
using AedCabinet.Link;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class RegistryLinkTests
    {
        [TestMethod]
        public void The_first_attempt_waits_a_random_part_of_a_minute()
        {
            int early = 0;
            for (int i = 0; i < 40; i++)
            {
                LinkBench bench = new LinkBench(60, i);
                bench.RunMs(30000);
                early += bench.Connection.Attempts;
                bench.RunMs(30100);
                Assert.AreEqual(1, bench.Connection.Attempts);
                Assert.AreEqual(1, bench.Network.Starts);
            }

            // Half of them in the first half of the minute, give or take what chance does to forty.
            Assert.IsTrue(early >= 8 && early <= 32, early.ToString() + " of 40 in the first half");
        }

        [TestMethod]
        public void An_emergency_shortens_the_first_wait_to_five_seconds()
        {
            LinkBench bench = new LinkBench(600);
            bench.Happens(EventKind.AedRemoved);

            bench.RunMs(5100);
            Assert.AreEqual(1, bench.Connection.Attempts);
        }

        [TestMethod]
        public void Online_is_reached_when_the_birth_is_acknowledged()
        {
            LinkBench bench = new LinkBench();
            bench.Connection.Acknowledges = false;
            bench.RunMs(500);
            Assert.AreEqual((int)LinkState.Broker, (int)bench.Link.State);
            Assert.AreEqual(0, bench.Connection.Published.Count);

            bench.Connection.Signal(BrokerSignalKind.Subscribed, 1);
            bench.RunMs(100);
            Assert.AreEqual((int)LinkState.Subscribed, (int)bench.Link.State);
            Assert.AreEqual(1, bench.Connection.CountOf("/online {\"online\":true,\"boot\":41,\"connection\":1}"));

            bench.Connection.Signal(BrokerSignalKind.Published, 2);
            bench.RunMs(100);
            Assert.AreEqual((int)LinkState.Online, (int)bench.Link.State);
        }

        [TestMethod]
        public void The_will_carries_the_same_session_as_the_birth()
        {
            LinkBench bench = new LinkBench().Online();

            Assert.AreEqual("{\"online\":false,\"boot\":41,\"connection\":1}", bench.Connection.WillText);
            Assert.AreEqual(1, bench.Connection.CountOf("{\"online\":true,\"boot\":41,\"connection\":1}"));
        }

        [TestMethod]
        public void An_emergency_goes_out_before_who_and_how_the_cabinet_is_and_the_rest_after()
        {
            LinkBench bench = new LinkBench();
            bench.Happens(EventKind.DoorOpened);
            bench.Happens(EventKind.AedRemoved);

            bench.Online();
            FakeConnection connection = bench.Connection;
            Assert.IsTrue(connection.IndexOf("/online") < connection.IndexOf("aed.removed"));
            Assert.IsTrue(connection.IndexOf("aed.removed") < connection.IndexOf("/about"));
            Assert.IsTrue(connection.IndexOf("/about") < connection.IndexOf("/state"));
            Assert.IsTrue(connection.IndexOf("/state") < connection.IndexOf("door.opened"));
        }

        [TestMethod]
        public void An_acknowledged_event_is_gone_and_is_not_sent_again()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Happens(EventKind.DoorOpened);

            bench.RunMs(1000);
            Assert.AreEqual(0, bench.Events.Count);
            bench.RunMs(120000);
            Assert.AreEqual(1, bench.Connection.CountOf("door.opened"));
        }

        [TestMethod]
        public void An_event_whose_acknowledgement_was_lost_with_the_link_is_sent_again()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Acknowledges = false;
            bench.Happens(EventKind.AedRemoved);
            bench.RunMs(1000);
            Assert.AreEqual(1, bench.Connection.CountOf("aed.removed"));

            bench.Connection.Signal(BrokerSignalKind.Closed, 0);
            bench.Connection.Acknowledges = true;
            bench.RunMs(5000);
            Assert.AreEqual(2, bench.Connection.CountOf("aed.removed"));
            Assert.AreEqual(0, bench.Events.Count);
        }

        [TestMethod]
        public void A_reply_whose_acknowledgement_was_lost_with_the_link_is_sent_again_before_later_ones()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Acknowledges = false;
            bench.Replies.Add("{\"code\":\"first\"}");
            bench.Replies.Add("{\"code\":\"second\"}");
            bench.RunMs(1000);
            Assert.AreEqual(1, bench.Connection.CountOf("first"));

            bench.Connection.Signal(BrokerSignalKind.Closed, 0);
            bench.RunMs(100);
            bench.Connection.Acknowledges = true;
            bench.Connection.Published.Clear();
            bench.RunMs(70000);
            Assert.AreEqual(1, bench.Connection.CountOf("first"));
            Assert.AreEqual(1, bench.Connection.CountOf("second"));
            Assert.IsTrue(bench.Connection.IndexOf("first") < bench.Connection.IndexOf("second"));
        }

        [TestMethod]
        public void A_message_unacknowledged_for_30_s_ends_the_connection()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Acknowledges = false;
            bench.Happens(EventKind.DoorOpened);

            bench.RunMs(30000);
            Assert.AreEqual(0, bench.Connection.Closes);
            bench.RunMs(200);
            Assert.AreEqual(1, bench.Connection.Closes);
        }

        [TestMethod]
        public void A_subscription_unanswered_for_30_s_ends_the_connection()
        {
            LinkBench bench = new LinkBench();
            bench.Connection.Acknowledges = false;

            bench.RunMs(30000);
            Assert.AreEqual(1, bench.Connection.Attempts);
            Assert.AreEqual(0, bench.Connection.Closes);
            bench.RunMs(200);
            Assert.AreEqual(1, bench.Connection.Closes);
        }

        [TestMethod]
        public void An_unreachable_broker_is_tried_again_with_growing_pauses()
        {
            LinkBench bench = new LinkBench();
            bench.Connection.IsReachable = false;

            bench.RunMs(10 * 60 * 1000);
            int early = bench.Connection.Attempts;
            bench.RunMs(60 * 60 * 1000);
            int later = bench.Connection.Attempts - early;

            // Pauses average half of at most 5 min: about 24 in an hour; far fewer than the first minutes' pace.
            Assert.IsTrue(early >= 7, "attempts in the first ten minutes: " + early.ToString());
            Assert.IsTrue(later >= 12 && later <= 60, "attempts in the hour after: " + later.ToString());

            // Every attempt is told, and the restarts of the network and of the board besides.
            Assert.AreEqual(early + later + 2, bench.Log.Warnings);
        }

        [TestMethod]
        public void An_attempt_waits_for_the_network()
        {
            LinkBench bench = new LinkBench();
            bench.Network.IsUp = false;

            bench.RunMs(300000);
            Assert.AreEqual(0, bench.Connection.Attempts);
            bench.Network.IsUp = true;
            bench.RunMs(100);
            Assert.AreEqual(1, bench.Connection.Attempts);
        }

        [TestMethod]
        public void Every_connection_tells_anew_who_and_how_the_cabinet_is()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Published.Clear();

            bench.Connection.Signal(BrokerSignalKind.Closed, 0);
            bench.RunMs(5000);
            Assert.AreEqual(1, bench.Connection.CountOf("\"connection\":2}"));
            Assert.AreEqual(1, bench.Connection.CountOf("/about"));
            Assert.AreEqual(1, bench.Connection.CountOf("/state"));
        }

        [TestMethod]
        public void The_state_is_sent_at_most_once_a_second()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Published.Clear();
            CabinetState state = new CabinetState();

            for (int i = 0; i < 100; i++)
            {
                state.LastSeq++;
                bench.Mailbox.PostIfWorthTelling(state);
                bench.RunMs(50);
            }

            Assert.IsTrue(bench.Connection.CountOf("/state") <= 6);
            Assert.IsTrue(bench.Connection.CountOf("/state") >= 4);
        }

        [TestMethod]
        public void The_state_is_sent_every_hour_when_nothing_changes()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Published.Clear();

            bench.RunMs(3590000);
            Assert.AreEqual(0, bench.Connection.CountOf("/state"));
            bench.RunMs(20000);
            Assert.AreEqual(1, bench.Connection.CountOf("/state"));
        }

        [TestMethod]
        public void A_full_client_queue_loses_nothing()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.IsQueueFull = true;
            bench.Happens(EventKind.DoorOpened);
            bench.RunMs(1000);

            bench.Connection.IsQueueFull = false;
            bench.RunMs(1000);
            Assert.AreEqual(1, bench.Connection.CountOf("door.opened"));
            Assert.AreEqual(0, bench.Events.Count);
        }

        [TestMethod]
        public void No_more_messages_are_under_way_than_the_window_allows()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Acknowledges = false;
            bench.Connection.Published.Clear();
            for (int i = 0; i < 30; i++)
            {
                bench.Happens(EventKind.DoorOpened);
            }

            bench.RunMs(5000);
            Assert.AreEqual(InFlight.Window, bench.Connection.Published.Count);
        }

        [TestMethod]
        public void A_stop_on_purpose_says_goodbye()
        {
            LinkBench bench = new LinkBench().Online();

            bench.Link.BeginStop(bench.NowMs);
            bench.RunMs(200);
            Assert.IsTrue(bench.Link.IsStopped);
            Assert.AreEqual(1, bench.Connection.CountOf("{\"online\":false"));
            Assert.IsTrue(bench.Connection.SaidGoodbye);
        }

        [TestMethod]
        public void A_stop_does_not_wait_for_ever_for_the_broker()
        {
            LinkBench bench = new LinkBench().Online();
            bench.Connection.Acknowledges = false;

            bench.Link.BeginStop(bench.NowMs);
            bench.RunMs(1900);
            Assert.IsFalse(bench.Link.IsStopped);
            bench.RunMs(200);
            Assert.IsTrue(bench.Link.IsStopped);
        }
    }
}
