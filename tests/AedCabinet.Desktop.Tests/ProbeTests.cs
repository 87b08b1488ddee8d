using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Supervision;
using AedCabinet.Temperature;
using AedCabinet.Timing;
using nanoFramework.Device.OneWire;

namespace AedCabinet.Desktop.Tests;

/// <summary>The firmware's probe driver against the simulated probe, over the stand-in bus, byte by byte and in virtual time.</summary>
[TestClass]
public class ProbeTests
{
    [TestMethod]
    [DataRow(125.0, 1250)]
    [DataRow(25.0625, 251)]
    [DataRow(10.125, 101)]
    [DataRow(0.5, 5)]
    [DataRow(0.0, 0)]
    [DataRow(-0.5, -5)]
    [DataRow(-10.125, -101)]
    [DataRow(-25.0625, -251)]
    [DataRow(-55.0, -550)]
    [DataRow(-70.0, -550, DisplayName = "colder than the probe can tell")]
    public void The_firmware_reads_the_simulated_probe_s_temperature(double celsius, int deciC)
    {
        Bench bench = new() { Celsius = celsius };

        Assert.AreEqual(ProbeReading.Ok, bench.Round(out int read));
        Assert.AreEqual(deciC, read);
    }

    [TestMethod]
    public void A_round_goes_over_the_wire_as_the_data_sheet_has_it()
    {
        Bench bench = new() { Celsius = -10.125 };

        bench.Round(out _);
        Assert.AreEqual(
            "reset+ CC>CC 44>44 reset+ CC>CC BE>BE FF>5E FF>FF FF>4B FF>46 FF>7F FF>FF FF>0C FF>10 FF>"
                + Ds18b20Scratchpad.Crc8([0x5E, 0xFF, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10], 8).ToString("X2"),
            bench.Wire.Traffic);
    }

    [TestMethod]
    public void Before_its_first_conversion_is_over_the_probe_says_85_degrees()
    {
        Bench bench = new() { Celsius = 21 };
        Assert.AreEqual(ProbeReading.PowerOnValue, bench.Driver.Read(out int deciC));
        Assert.AreEqual(850, deciC);

        bench.Driver.StartConversion();
        bench.NowMs += SimulatedDs18b20.ConversionMs - 1;
        Assert.AreEqual(ProbeReading.PowerOnValue, bench.Driver.Read(out _));
        bench.NowMs++;
        Assert.AreEqual(ProbeReading.Ok, bench.Driver.Read(out deciC));
        Assert.AreEqual(210, deciC);
    }

    [TestMethod]
    public void The_probe_keeps_its_line_low_while_it_converts()
    {
        Bench bench = new();
        bench.Driver.StartConversion();

        Assert.AreEqual(0x00, bench.Bus.Read());
        bench.NowMs += SimulatedDs18b20.ConversionMs;
        Assert.AreEqual(0xFF, bench.Bus.Read());
    }

    [TestMethod]
    [DataRow(ProbeFault.Disconnected, ProbeReading.Disconnected)]
    [DataRow(ProbeFault.Crc, ProbeReading.CrcError)]
    [DataRow(ProbeFault.StuckAt85, ProbeReading.PowerOnValue)]
    [DataRow(ProbeFault.Shorted, ProbeReading.BusError)]
    public void Each_fault_of_the_probe_is_told_apart_and_ends_with_its_cause(ProbeFault fault, ProbeReading expected)
    {
        Bench bench = new() { Celsius = 21 };
        bench.Round(out _);

        bench.Probe.Fault = fault;
        Assert.AreEqual(expected, bench.Round(out _));
        bench.Probe.Fault = ProbeFault.None;
        Assert.AreEqual(ProbeReading.Ok, bench.Round(out int deciC));
        Assert.AreEqual(210, deciC);
    }

    [TestMethod]
    [DataRow(ProbeFault.Disconnected)]
    [DataRow(ProbeFault.Crc)]
    [DataRow(ProbeFault.StuckAt85)]
    [DataRow(ProbeFault.Shorted)]
    public void Each_fault_becomes_a_sensor_fault_in_its_third_round_and_is_cleared_in_the_first_good_one(ProbeFault fault)
    {
        Bench bench = new() { Celsius = 21 };
        bench.FilteredRound();
        Assert.AreEqual(ProbeHealth.Ok, bench.Filter.Health);

        bench.Probe.Fault = fault;
        bench.FilteredRound();
        bench.FilteredRound();
        Assert.AreEqual(ProbeHealth.Ok, bench.Filter.Health);
        Assert.IsTrue(bench.Filter.TryGetDeciC(out int deciC));
        Assert.AreEqual(210, deciC);
        bench.FilteredRound();
        Assert.AreEqual(ProbeHealth.Fault, bench.Filter.Health);
        Assert.IsFalse(bench.Filter.TryGetDeciC(out _));

        bench.Probe.Fault = ProbeFault.None;
        bench.FilteredRound();
        Assert.AreEqual(ProbeHealth.Ok, bench.Filter.Health);
    }

    [TestMethod]
    public void Every_temperature_the_probe_can_tell_arrives_to_the_nearest_tenth()
    {
        Bench bench = new();
        for (int sixteenths = -55 * 16; sixteenths <= 125 * 16; sixteenths++)
        {
            bench.Celsius = sixteenths / 16.0;
            ProbeReading reading = bench.Round(out int deciC);

            Assert.AreEqual(sixteenths == 85 * 16 ? ProbeReading.PowerOnValue : ProbeReading.Ok, reading);
            Assert.AreEqual((int)Math.Round(sixteenths / 1.6m, MidpointRounding.AwayFromZero), deciC, $"{sixteenths} sixteenths");
        }
    }

    [TestMethod]
    public void A_bus_without_pins_reads_as_a_probe_that_is_not_there()
    {
        ErrorLog log = new();
        Ds18b20 driver = new(OneWireBus.Open(-1, -1, log), null);

        Assert.AreEqual(ProbeReading.Disconnected, driver.StartConversion());
        Assert.AreEqual(ProbeReading.Disconnected, driver.Read(out _));
        Assert.IsEmpty(log.Errors);
    }

    [TestMethod]
    public void A_bus_that_can_not_be_opened_is_logged_and_reads_as_a_probe_that_is_not_there()
    {
        // GPIO 34 is input only.
        ErrorLog log = new();
        Ds18b20 driver = new(OneWireBus.Open(35, 34, log), null);

        Assert.AreEqual(ProbeReading.Disconnected, driver.Read(out _));
        Assert.HasCount(1, log.Errors);
        Assert.Contains("GPIO 35 and 34", log.Errors.Single());
    }

    [TestMethod]
    public void A_board_has_one_host_and_simulated_boards_one_each()
    {
        using OneWireHost board = new();
        Assert.ThrowsExactly<InvalidOperationException>(() => new OneWireHost());
        Assert.IsFalse(board.TouchReset());

        Bench warm = new() { Celsius = 20 };
        Bench cold = new() { Celsius = -20 };
        warm.Round(out int warmDeciC);
        cold.Round(out int coldDeciC);
        Assert.AreEqual(200, warmDeciC);
        Assert.AreEqual(-200, coldDeciC);
    }

    [TestMethod]
    public void Two_probes_share_a_bus_and_each_answers_to_its_own_number()
    {
        long nowMs = 0;
        SimulatedDs18b20 inside = new(() => 6.5, () => nowMs) { Serial = 1 };
        SimulatedDs18b20 outside = new(() => -35.0, () => nowMs) { Serial = 2 };
        OneWireBus bus = new(new SimulatedOneWireBus(inside, outside).ToHost());
        Assert.IsTrue(ProbeNumber.TryParse(inside.Number, out byte[] insideRom));
        Assert.IsTrue(ProbeNumber.TryParse(outside.Number, out byte[] outsideRom));
        Ds18b20 insideProbe = new(bus, insideRom);
        Ds18b20 outsideProbe = new(bus, outsideRom);

        Assert.AreEqual(ProbeReading.None, insideProbe.StartConversion());
        Assert.AreEqual(ProbeReading.None, outsideProbe.StartConversion());
        nowMs += 800;
        Assert.AreEqual(ProbeReading.Ok, outsideProbe.Read(out int outsideDeciC));
        Assert.AreEqual(ProbeReading.Ok, insideProbe.Read(out int insideDeciC));
        Assert.AreEqual(-350, outsideDeciC);
        Assert.AreEqual(65, insideDeciC);

        inside.Fault = ProbeFault.Disconnected;
        Assert.AreEqual(ProbeReading.Disconnected, insideProbe.Read(out _));
    }

    [TestMethod]
    [DataRow("28FF00000000000", DisplayName = "too short")]
    [DataRow("10010000000000C5", DisplayName = "another family")]
    [DataRow("2801000000000000", DisplayName = "wrong check sum")]
    [DataRow("28010000000000ZZ", DisplayName = "no digits")]
    public void A_wrong_probe_number_is_refused(string text) => Assert.IsFalse(ProbeNumber.TryParse(text, out _));

    [TestMethod]
    public void The_probe_s_rounds_survive_a_bus_that_throws_and_say_so_once()
    {
        ErrorLog log = new();
        ProbeMailbox mailbox = new();
        ProbeRounds rounds = new(new ThrowingBus(), new ClimateSettings(), mailbox, new ProbeMailbox(), new MemoryShortage(), log);
        int version = 0;
        long nowMs = 0;
        for (int round = 0; round < 3; round++)
        {
            nowMs += rounds.Step(nowMs);
            Assert.AreEqual(ProbeReading.BusError, mailbox.Take(ref version, out _));
        }

        Assert.AreEqual(3 * ProbeCycle.PeriodMs, nowMs);
        Assert.HasCount(1, log.Errors);
    }

    [TestMethod]
    public void The_supervisor_s_thread_reads_the_probe_and_stops_when_asked()
    {
        ErrorLog log = new();
        ProbeMailbox mailbox = new();
        SimulatedDs18b20 probe = new(() => -31.5, () => System.Environment.TickCount64);
        ProbeRounds rounds = new(new OneWireBus(probe.ToHost()), new ClimateSettings(), mailbox, new ProbeMailbox(),
            new MemoryShortage(), log);
        SupervisorLoop loop = new(new Supervisor(new Progress(), null, null), new LastResort(new SimulatedFlash(), null, log),
            new MemoryShortage(), new BootClock())
        {
            Watchdog = new WatchdogPin(new GpioController(new SimulatedBoard()), new PinMap()),
            Probes = rounds,
        };
        Thread thread = new(loop.Run);
        thread.Start();

        int version = 0;
        ProbeReading reading = ProbeReading.None;
        int deciC = 0;
        Waiting.Until(() => (reading = mailbox.Take(ref version, out deciC)) != ProbeReading.None, "the first reading");
        loop.Stop();

        Assert.AreEqual(ProbeReading.Ok, reading);
        Assert.AreEqual(-315, deciC);
        Assert.IsTrue(thread.Join(Waiting.Limit));
        Assert.IsEmpty(log.Errors);
    }

    /// <summary>A simulated probe, its bus and the firmware's driver.</summary>
    private sealed class Bench
    {
        private readonly ProbeMailbox _mailbox = new();
        private readonly ProbeCycle _cycle;
        private int _version;

        public Bench()
        {
            Probe = new SimulatedDs18b20(() => Celsius, () => NowMs);
            Wire = new WireTap(Probe);
            Bus = new OneWireBus(new OneWireHost(Wire));
            Driver = new Ds18b20(Bus, null);
            _cycle = new ProbeCycle(Driver, _mailbox);
        }

        public double Celsius { get; set; }

        public long NowMs { get; set; } = 1000;

        public SimulatedDs18b20 Probe { get; }

        public WireTap Wire { get; }

        public OneWireBus Bus { get; }

        public Ds18b20 Driver { get; }

        public TemperatureFilter Filter { get; } = new();

        /// <summary>Conversion and reading, and on to the next round.</summary>
        public ProbeReading Round(out int deciC)
        {
            ProbeReading reading;
            while ((reading = _mailbox.Take(ref _version, out deciC)) == ProbeReading.None)
            {
                NowMs += _cycle.Step(NowMs);
            }

            return reading;
        }

        /// <summary>The same through the filter.</summary>
        public void FilteredRound()
        {
            ProbeReading reading = Round(out int deciC);
            Filter.Update(reading, deciC, NowMs);
        }
    }

    /// <summary>Writes down what goes over the wire: sent and carried.</summary>
    private sealed class WireTap(IOneWireDevice device) : IOneWireDevice
    {
        private readonly List<string> _traffic = [];

        public string Traffic => string.Join(' ', _traffic);

        public bool Reset()
        {
            bool isPresent = device.Reset();
            _traffic.Add(isPresent ? "reset+" : "reset-");
            return isPresent;
        }

        public byte Exchange(byte sent)
        {
            byte answer = device.Exchange(sent);
            _traffic.Add($"{sent:X2}>{sent & answer:X2}");
            return answer;
        }
    }

    private sealed class ThrowingBus : IOneWire
    {
        public bool Reset() => throw new InvalidOperationException("no such port");

        public bool Write(byte value) => throw new InvalidOperationException();

        public byte Read() => throw new InvalidOperationException();
    }
}
