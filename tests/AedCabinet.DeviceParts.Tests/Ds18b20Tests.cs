using System;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Temperature;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class Ds18b20Tests
    {
        [TestMethod]
        public void A_conversion_is_a_reset_and_two_bytes()
        {
            ScriptedBus bus = new ScriptedBus();

            Assert.AreEqual((int)ProbeReading.None, (int)new Ds18b20(bus, null).StartConversion());
            Assert.AreEqual("R CC 44", bus.Traffic);
        }

        [TestMethod]
        public void A_reading_takes_the_whole_scratchpad()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.Answer = ScratchpadBytes.Of(0xFF5E);

            Assert.AreEqual((int)ProbeReading.Ok, (int)new Ds18b20(bus, null).Read(out int deciC));
            Assert.AreEqual(-101, deciC);
            Assert.AreEqual("R CC BE r r r r r r r r r", bus.Traffic);
        }

        [TestMethod]
        public void Without_a_presence_pulse_nothing_is_written_and_the_probe_is_disconnected()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.IsPresent = false;
            Ds18b20 probe = new Ds18b20(bus, null);

            Assert.AreEqual((int)ProbeReading.Disconnected, (int)probe.StartConversion());
            Assert.AreEqual((int)ProbeReading.Disconnected, (int)probe.Read(out int deciC));
            Assert.AreEqual(0, deciC);
            Assert.AreEqual("R R", bus.Traffic);
        }

        [TestMethod]
        public void A_probe_that_only_pulses_but_never_speaks_is_disconnected()
        {
            ScriptedBus bus = new ScriptedBus();

            Assert.AreEqual((int)ProbeReading.Disconnected, (int)new Ds18b20(bus, null).Read(out int _));
        }

        [TestMethod]
        public void A_line_that_does_not_carry_what_is_written_is_a_bus_error()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.IsSound = false;
            Ds18b20 probe = new Ds18b20(bus, null);

            Assert.AreEqual((int)ProbeReading.BusError, (int)probe.StartConversion());
            Assert.AreEqual((int)ProbeReading.BusError, (int)probe.Read(out int _));
            Assert.AreEqual("R CC R CC", bus.Traffic);
        }

        [TestMethod]
        public void The_probe_is_read_when_its_conversion_is_over_and_converts_again_every_10_s()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.Answer = ScratchpadBytes.Of(0x0191);
            ProbeMailbox mailbox = new ProbeMailbox();
            ProbeCycle cycle = new ProbeCycle(new Ds18b20(bus, null), mailbox);
            int version = 0;

            Assert.AreEqual(800, cycle.Step(5000));
            Assert.AreEqual("R CC 44", bus.Traffic);
            Assert.AreEqual(1, cycle.Step(5799));
            Assert.AreEqual("R CC 44", bus.Traffic);
            Assert.AreEqual((int)ProbeReading.None, (int)mailbox.Take(ref version, out int _));

            Assert.AreEqual(9200, cycle.Step(5800));
            Assert.AreEqual((int)ProbeReading.Ok, (int)mailbox.Take(ref version, out int deciC));
            Assert.AreEqual(251, deciC);

            bus.Traffic = string.Empty;
            Assert.AreEqual(1, cycle.Step(14999));
            Assert.AreEqual(string.Empty, bus.Traffic);
            Assert.AreEqual(800, cycle.Step(15000));
            Assert.AreEqual("R CC 44", bus.Traffic);
        }

        [TestMethod]
        public void A_probe_that_is_not_there_is_reported_at_once_and_tried_again_after_10_s()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.IsPresent = false;
            ProbeMailbox mailbox = new ProbeMailbox();
            ProbeCycle cycle = new ProbeCycle(new Ds18b20(bus, null), mailbox);
            int version = 0;

            Assert.AreEqual(10000, cycle.Step(0));
            Assert.AreEqual((int)ProbeReading.Disconnected, (int)mailbox.Take(ref version, out int _));
            bus.IsPresent = true;
            Assert.AreEqual(1, cycle.Step(9999));
            Assert.AreEqual(800, cycle.Step(10000));
        }

        [TestMethod]
        public void Rounds_missed_while_everything_stood_still_are_not_made_up_for()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.Answer = ScratchpadBytes.Of(0x0191);
            ProbeCycle cycle = new ProbeCycle(new Ds18b20(bus, null), new ProbeMailbox());

            cycle.Step(0);
            Assert.AreEqual(1, cycle.Step(65000));
            Assert.AreEqual(800, cycle.Step(65001));
            Assert.AreEqual(9200, cycle.Step(65801));

            // Frozen for exactly one round: the wait is still a wait.
            cycle.Step(75001);
            Assert.AreEqual(1, cycle.Step(85001));
        }

        [TestMethod]
        public void A_bus_that_throws_is_a_bad_reading_and_the_next_round_comes_in_its_time()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.Answer = ScratchpadBytes.Of(0x0191);
            ProbeMailbox mailbox = new ProbeMailbox();
            ProbeCycle cycle = new ProbeCycle(new Ds18b20(bus, null), mailbox);
            int version = 0;

            cycle.Step(0);
            bus.Throws = true;
            Assert.ThrowsException(typeof(InvalidOperationException), () => cycle.Step(800));
            Assert.AreEqual(9200, cycle.Abandon(800));
            Assert.AreEqual((int)ProbeReading.BusError, (int)mailbox.Take(ref version, out int _));

            // And when it throws already at the start of a round.
            Assert.ThrowsException(typeof(InvalidOperationException), () => cycle.Step(10000));
            Assert.AreEqual(10000, cycle.Abandon(10000));
            bus.Throws = false;
            Assert.AreEqual(800, cycle.Step(20000));
        }

        [TestMethod]
        public void A_probe_is_known_by_its_family_code_where_its_configuration_is_a_clone_s()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.Answer = ScratchpadBytes.Of(0x0191, 0x60);
            bus.Number = NumberOf(0x28);
            Ds18b20 probe = new Ds18b20(bus, null);

            Assert.AreEqual((int)ProbeReading.Ok, (int)probe.Read(out int deciC));
            Assert.AreEqual(251, deciC);
            Assert.AreEqual("R CC BE r r r r r r r r r R 33 r r r r r r r r", bus.Traffic);
            bus.Traffic = string.Empty;
            Assert.AreEqual((int)ProbeReading.Ok, (int)probe.Read(out deciC));
            Assert.AreEqual("R CC BE r r r r r r r r r", bus.Traffic);

            // Another one behind the same wire is asked anew.
            bus.Answer = new byte[0];
            Assert.AreEqual((int)ProbeReading.Disconnected, (int)probe.Read(out deciC));
            bus.Answer = ScratchpadBytes.Of(0x0191, 0x60);
            bus.Number = NumberOf(0x3B);
            Assert.AreEqual((int)ProbeReading.OtherDevice, (int)probe.Read(out deciC));
            Assert.AreEqual(0, deciC);
        }

        [TestMethod]
        public void A_number_that_can_not_be_read_proves_nothing_against_a_probe()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.Answer = ScratchpadBytes.Of(0x0191, 0x60);

            Assert.AreEqual((int)ProbeReading.Ok, (int)new Ds18b20(bus, null).Read(out int deciC));
            Assert.AreEqual(251, deciC);
        }

        [TestMethod]
        public void A_reading_that_stays_the_same_to_the_last_bit_for_24_h_is_a_frozen_probe()
        {
            ScriptedBus bus = new ScriptedBus();
            bus.Answer = ScratchpadBytes.Of(0x0191);
            ProbeMailbox mailbox = new ProbeMailbox();
            ProbeCycle cycle = new ProbeCycle(new Ds18b20(bus, null), mailbox);

            Assert.AreEqual((int)ProbeReading.Ok, (int)RoundAt(cycle, mailbox, 0));
            Assert.AreEqual((int)ProbeReading.Ok, (int)RoundAt(cycle, mailbox, ProbeCycle.FrozenMs - 1));

            // Spoilt readings in between don't count.
            bus.Answer[0] = 0x93;
            Assert.AreEqual((int)ProbeReading.CrcError, (int)RoundAt(cycle, mailbox, ProbeCycle.FrozenMs + 20000));
            bus.Answer = ScratchpadBytes.Of(0x0191);
            Assert.AreEqual((int)ProbeReading.Frozen, (int)RoundAt(cycle, mailbox, ProbeCycle.FrozenMs + 40000));

            // A bit that changes clears it.
            bus.Answer = ScratchpadBytes.Of(0x0190);
            Assert.AreEqual((int)ProbeReading.Ok, (int)RoundAt(cycle, mailbox, ProbeCycle.FrozenMs + 60000));
            bus.Answer = ScratchpadBytes.Of(0x0191);
            Assert.AreEqual((int)ProbeReading.Ok, (int)RoundAt(cycle, mailbox, (2 * ProbeCycle.FrozenMs) + 50000));
            Assert.AreEqual((int)ProbeReading.Ok, (int)RoundAt(cycle, mailbox, (3 * ProbeCycle.FrozenMs) + 40000));
            Assert.AreEqual((int)ProbeReading.Frozen, (int)RoundAt(cycle, mailbox, (3 * ProbeCycle.FrozenMs) + 60000));
        }

        [TestMethod]
        public void A_frozen_probe_is_a_sensor_fault_after_three_such_readings()
        {
            ProbeBench bench = new ProbeBench().Settled(200);
            bench.Round(ProbeReading.Frozen, 200);
            bench.Round(ProbeReading.Frozen, 200);
            Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.Filter.Health);
            bench.Round(ProbeReading.Frozen, 200);
            Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
            bench.Round(ProbeReading.Ok, 201);
            Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.Filter.Health);
        }

        // One round: the reading that ends at this time.
        private static ProbeReading RoundAt(ProbeCycle cycle, ProbeMailbox mailbox, long atMs)
        {
            int version = 0;
            cycle.Step(atMs);
            cycle.Step(atMs + ProbeCycle.ReadAfterMs);
            return mailbox.Take(ref version, out int _);
        }

        private static byte[] NumberOf(byte family)
        {
            byte[] number = new byte[ProbeNumber.Length];
            number[0] = family;
            number[1] = 7;
            number[7] = Ds18b20Scratchpad.Crc8(number, 7);
            return number;
        }

        [TestMethod]
        public void A_reading_is_taken_from_the_mailbox_once_and_the_newest_wins()
        {
            ProbeMailbox mailbox = new ProbeMailbox();
            int version = 0;

            mailbox.Post(ProbeReading.Ok, 210);
            mailbox.Post(ProbeReading.Ok, 220);
            Assert.AreEqual((int)ProbeReading.Ok, (int)mailbox.Take(ref version, out int deciC));
            Assert.AreEqual(220, deciC);
            Assert.AreEqual((int)ProbeReading.None, (int)mailbox.Take(ref version, out deciC));
            Assert.AreEqual(0, deciC);

            mailbox.Post(ProbeReading.CrcError, 0);
            Assert.AreEqual((int)ProbeReading.CrcError, (int)mailbox.Take(ref version, out deciC));
        }
    }
}
