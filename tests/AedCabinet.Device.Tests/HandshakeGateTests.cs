using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class HandshakeGateTests
    {
        [TestMethod]
        public void On_a_quiet_cabinet_the_grant_comes_one_scan_after_the_picture_was_put()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.Handshake.Ask();
            Assert.IsFalse(bench.Handshake.IsGranted);
            bench.Scan();
            Assert.IsFalse(bench.Handshake.IsGranted);
            bench.Scan();
            Assert.IsTrue(bench.Handshake.IsGranted);
        }

        [TestMethod]
        public void Nobody_who_has_not_asked_is_granted_anything()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.RunMs(60000);
            Assert.IsFalse(bench.Handshake.IsGranted);
        }

        [TestMethod]
        public void A_door_change_holds_a_handshake_off_for_3_s()
        {
            for (int beforeMs = 0; beforeMs <= 3200; beforeMs += 200)
            {
                CabinetBench bench = new CabinetBench().Settled();
                long contactMs = bench.NowMs + Cabinet.ScanPeriodMs;
                bench.Inputs.AedDoorContactOpen = true;
                bench.RunMs(beforeMs);

                bench.Handshake.Ask();
                while (!bench.Handshake.IsGranted)
                {
                    bench.Scan();
                }

                Assert.IsTrue(bench.NowMs - contactMs >= 3000, "asked " + beforeMs.ToString() + " ms after the contact");
                Assert.IsTrue(bench.NowMs - contactMs <= 3400, "asked " + beforeMs.ToString() + " ms after the contact");
            }
        }

        [TestMethod]
        public void A_new_emergency_holds_a_handshake_off_for_3_s()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.RunMs(5000);

            bench.TakeAed();
            long removedMs = bench.NowMs;
            bench.Handshake.Ask();
            while (!bench.Handshake.IsGranted)
            {
                bench.Scan();
            }

            Assert.IsTrue(bench.NowMs - removedMs >= 2800);
        }

        [TestMethod]
        public void A_flapping_door_holds_a_handshake_off_for_10_s_at_most()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Handshake.Ask();
            long askedMs = bench.NowMs;
            while (!bench.Handshake.IsGranted && bench.NowMs - askedMs < 60000)
            {
                bench.Inputs.AedDoorContactOpen = bench.NowMs % 1000 < 500;
                bench.Scan();
            }

            Assert.IsTrue(bench.NowMs - askedMs >= 10000);
            Assert.IsTrue(bench.NowMs - askedMs <= 10200);
        }

        [TestMethod]
        public void A_contact_that_moves_between_picture_and_grant_takes_the_picture_back()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Handshake.Ask();
            bench.Scan();

            bench.Inputs.AedDoorContactOpen = true;
            bench.Scan();
            Assert.IsFalse(bench.Handshake.IsGranted);
            bench.RunMs(2900);
            Assert.IsFalse(bench.Handshake.IsGranted);
        }

        [TestMethod]
        public void In_a_rescue_sounder_and_beacon_are_steadily_on_until_the_gate_is_released()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeAed();
            bench.RunMs(4000);
            bench.Handshake.Ask();
            bench.Scan();

            for (int i = 0; i < 500; i++)
            {
                Assert.IsTrue(bench.Outputs.Sounder && bench.Outputs.Beacon);
                Assert.IsTrue(bench.Outputs.LockRelease);
                bench.Scan();
            }

            bench.Handshake.Release();
            bool wasQuiet = false;
            for (int i = 0; i < 100; i++)
            {
                bench.Scan();
                wasQuiet = wasQuiet || !bench.Outputs.Sounder;
            }

            Assert.IsTrue(wasQuiet, "the rhythm goes on");
        }

        [TestMethod]
        public void A_door_that_moves_between_the_grant_and_the_handshake_takes_the_grant_back()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Handshake.Ask();
            bench.RunMs(100);
            Assert.IsTrue(bench.Handshake.IsGranted);

            bench.OpenDoor();
            Assert.IsFalse(bench.Handshake.TryBegin());
            bench.RunMs(HandshakeGate.HandshakeQuietMs + 100);
            Assert.IsTrue(bench.Handshake.TryBegin());
            Assert.IsTrue(bench.Outputs.Sounder);
        }

        [TestMethod]
        public void A_door_that_opens_during_the_handshake_sounds_at_once_and_steadily()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Handshake.Ask();
            bench.RunMs(100);
            Assert.IsTrue(bench.Handshake.TryBegin());
            Assert.IsFalse(bench.Outputs.Sounder);

            bench.OpenDoor();
            for (int i = 0; i < 200; i++)
            {
                Assert.IsTrue(bench.Outputs.Sounder);
                bench.Scan();
            }
        }

        [TestMethod]
        public void Outputs_that_change_after_the_grant_take_it_back_until_the_new_picture_is_on_the_pins()
        {
            HandshakeGate gate = new HandshakeGate();
            gate.Ask();
            gate.Judge(false, 1, 20);
            gate.Judge(false, 1, 40);
            Assert.IsTrue(gate.IsGranted);

            Assert.IsTrue(gate.Judge(false, 2, 60));
            Assert.IsFalse(gate.TryBegin());
            gate.Judge(false, 2, 80);
            Assert.IsTrue(gate.TryBegin());
        }

        [TestMethod]
        public void A_rescue_silenced_after_the_grant_is_not_frozen_with_its_sounder_on()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeAed();
            bench.RunMs(HandshakeGate.HandshakeQuietMs + 1000);
            bench.Handshake.Ask();
            bench.RunMs(100);
            Assert.IsTrue(bench.Handshake.IsGranted);

            bench.Requests.TryAdd(CabinetRequest.Silence, 0);
            bench.Scan();
            Assert.IsFalse(bench.Handshake.TryBegin());
            bench.RunMs(100);
            Assert.IsTrue(bench.Handshake.TryBegin());
            Assert.IsFalse(bench.Outputs.Sounder);
        }

        [TestMethod]
        public void A_silenced_rescue_stays_silent()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.Requests.TryAdd(CabinetRequest.Silence, 0);
            bench.RunMs(4000);
            bench.Handshake.Ask();
            bench.RunMs(100);

            Assert.IsTrue(bench.Handshake.IsGranted);
            Assert.IsFalse(bench.Outputs.Sounder);
            Assert.IsTrue(bench.Outputs.SounderInhibit);
        }

        [TestMethod]
        public void The_heater_is_off_while_granted_and_on_again_at_once_afterwards()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Climate.ProbeFitted = true;
            configuration.Climate.HeaterFitted = true;
            CabinetBench bench = new CabinetBench(configuration);
            for (int i = 0; i < 30 && !bench.Outputs.HeaterOn; i++)
            {
                bench.Inputs.InsideReading = ProbeReading.Ok;
                bench.Inputs.InsideDeciC = 20;
                bench.RunMs(10000);
            }

            Assert.IsTrue(bench.Outputs.HeaterOn);
            bench.Handshake.Ask();
            bench.Scan();
            Assert.IsFalse(bench.Outputs.HeaterOn);
            bench.RunMs(2000);
            Assert.IsFalse(bench.Outputs.HeaterOn);

            bench.Handshake.Release();
            bench.Scan();
            Assert.IsTrue(bench.Outputs.HeaterOn);
        }
    }
}
