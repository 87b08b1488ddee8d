using AedCabinet.Link;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class LinkPreparationTests
    {
        [TestMethod]
        public void With_TLS_an_attempt_waits_for_the_time_of_day()
        {
            LinkBench bench = Tls();
            bench.RunMs(20000);
            Assert.AreEqual((int)LinkState.Clock, (int)bench.Link.State);
            Assert.AreEqual(0, bench.Connection.Attempts);

            bench.Clock.UnixMs = 1768186800000;
            bench.RunMs(200);
            Assert.AreEqual(1, bench.Connection.Attempts);
            Assert.AreEqual(0, bench.Log.Warnings);
        }

        [TestMethod]
        public void A_clock_that_is_never_set_holds_the_first_attempt_for_30_s_and_warns_once()
        {
            LinkBench bench = Tls();
            bench.RunMs(LinkTimeouts.ClockMs - 100);
            Assert.AreEqual(0, bench.Connection.Attempts);
            bench.RunMs(400);
            Assert.AreEqual(1, bench.Connection.Attempts);
            Assert.AreEqual(1, bench.Log.Warnings);

            // And the next not at all.
            bench.Connection.Signal(BrokerSignalKind.Closed, 0);
            bench.RunMs(3000);
            Assert.AreEqual(2, bench.Connection.Attempts);
        }

        [TestMethod]
        public void Without_TLS_nothing_is_waited_for()
        {
            LinkBench bench = new LinkBench();
            bench.IsScanning = false;

            bench.RunMs(100);
            Assert.AreEqual(1, bench.Connection.Attempts);
        }

        [TestMethod]
        public void With_TLS_no_attempt_is_made_before_the_scan_grants_it()
        {
            LinkBench bench = Tls();
            bench.Clock.UnixMs = 1768186800000;
            bench.IsScanning = false;
            bench.RunMs(20000);
            Assert.AreEqual(0, bench.Connection.Attempts);

            bench.IsScanning = true;
            bench.RunMs(200);
            Assert.AreEqual(1, bench.Connection.Attempts);
        }

        [TestMethod]
        public void The_gate_is_held_during_the_attempt_and_released_after_it_whether_it_succeeds_or_not()
        {
            for (int i = 0; i < 2; i++)
            {
                LinkBench bench = Tls();
                bench.Clock.UnixMs = 1768186800000;
                bench.Connection.IsReachable = i == 0;
                int granted = 0;
                bench.Connection.Opening = () => granted += bench.Exchange.Handshake.Judge(false, 0, bench.NowMs) ? 1 : 0;

                while (bench.Connection.Attempts == 0)
                {
                    bench.RunMs(50);
                }

                Assert.AreEqual(1, granted);
                Assert.IsFalse(bench.Exchange.Handshake.IsGranted);
                Assert.IsFalse(bench.Exchange.Handshake.Judge(false, 0, bench.NowMs), "nobody asks any more");
            }
        }

        [TestMethod]
        public void A_stop_while_the_link_waits_for_the_gate_releases_it()
        {
            LinkBench bench = Tls();
            bench.Clock.UnixMs = 1768186800000;
            bench.IsScanning = false;
            bench.RunMs(500);

            bench.Link.BeginStop(bench.NowMs);
            bench.RunMs(100);
            Assert.IsTrue(bench.Link.IsStopped);
            Assert.IsFalse(bench.Exchange.Handshake.Judge(false, 0, bench.NowMs));
        }

        [TestMethod]
        public void A_received_message_reaches_the_handler_as_it_came()
        {
            LinkBench bench = new LinkBench().Online();
            byte[] message = { 0x7B, 0xE6, 0x7D };

            bench.Connection.Receive(message);
            bench.RunMs(50);
            Assert.AreEqual(1, bench.Commands.Payloads.Count);
            byte[] payload = (byte[])bench.Commands.Payloads[0];
            Assert.AreEqual(3, payload.Length);
            Assert.AreEqual((byte)0xE6, payload[1]);
        }

        [TestMethod]
        public void Of_a_message_that_is_too_large_one_byte_too_many_is_passed_on()
        {
            Assert.AreEqual(2048, BrokerSignal.Received(new byte[2048]).Payload.Length);
            Assert.AreEqual(2049, BrokerSignal.Received(new byte[2049]).Payload.Length);
            Assert.AreEqual(2049, BrokerSignal.Received(new byte[10000]).Payload.Length);
            Assert.AreEqual(0, BrokerSignal.Received(null).Payload.Length);
        }

        private static LinkBench Tls() => new LinkBench(0, 7, true, new MemoryStorage());
    }
}
