using System.Device.Gpio;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.DeviceHeap;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;
using AedCabinet.Simulator.Physics;
using AedCabinet.Storage;
using EventKind = AedCabinet.Events.EventKind;
using OperatingMode = AedCabinet.State.OperatingMode;
using Severity = AedCabinet.Settings.Severity;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// The moments of a cabinet's life in which its memory is judged: its file parsed, idle and online, new settings by command, and a
/// long outage's events. The firmware's own application with all its threads, an embedded broker, and time that passes faster.
/// </summary>
public static class MemoryStory
{
    /// <summary>While <c>cabinet.json</c> is parsed.</summary>
    public const string Parse = "parse";

    /// <summary>Online and idle.</summary>
    public const string Idle = "idle";

    /// <summary>While <c>configure</c> is judged.</summary>
    public const string Configure = "configure";

    /// <summary>While <see cref="Events"/> events are sent.</summary>
    public const string Backlog = "backlog";

    /// <summary>After they were.</summary>
    public const string AfterBacklog = "after the backlog";

    /// <summary>The events of a long outage: about what the outbox holds.</summary>
    public const int Events = 780;

    /// <summary>The length of the file that the targets are about.</summary>
    public const int FileBytes = 2400;

    private const string Board = "esp32-devkitc";
    private const int LimitMs = 60_000;
    private const int SettleMs = 600;

    // Fast enough for a test, slow enough for all threads to keep up. A backlog has real time: the link's deadlines are the host's too.
    private const int QuickSpeed = 5;

    // After how many new objects the heap is looked at: each look is a collection of the whole process.
    private const int LooksOften = 60;
    private const int Looks = 200;
    private const int LooksSeldom = 1500;
    private const int Scans = 200;
    private const string Change = """{"alarm":{"locateMaxMinutes":10},"site":{"where":"游客中心二层"}}""";

    /// <summary>Runs it.</summary>
    /// <param name="observer">Looks at the heap.</param>
    public static void Run(IHeapObserver observer)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-memory-");
        try
        {
            RunAsync(observer, folder.FullName + Path.DirectorySeparatorChar).GetAwaiter().GetResult();
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static async Task RunAsync(IHeapObserver observer, string folder)
    {
        QuietLog log = new();
        BrokerAddress address = new(IPAddress.Loopback.ToString(), FreePort());
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(address.Port, log);
        using BrokerMessages messages = await BrokerMessages.OpenAsync(address);
        FlashStorage flash = new(folder);
        Require(flash.TryWrite(ConfigurationFile.Name, File(address)), "the configuration was not written");

        RunFirst(observer, flash, messages, log);
        Fill(flash, log);
        RunSecond(observer, flash, messages, log);
    }

    // A method for each boot: what one held is gone in the next.
    private static void RunFirst(IHeapObserver observer, FlashStorage flash, BrokerMessages messages, ILog log)
    {
        observer.Boot();
        CabinetConfiguration configuration = null!;
        observer.Peak(Parse, LooksOften, () => configuration = ConfigurationFile.Load(flash, SimulatedBoard.Target, log));
        Require(configuration.IsCommissioned, "the configuration is wrong");
        using Running running = new(configuration, flash, observer, log, QuickSpeed);
        messages.Await("event", 1, "the first event");
        messages.Await("telemetry", 1, "telemetry");
        Thread.Sleep(SettleMs);
        observer.Look(Idle);
        observer.CountScans(Scans);
        string command = CommandSigner.Sign(
            configuration.Id,
            [.. configuration.CommandKey],
            "c-1",
            "configure",
            Change,
            DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            DateTimeOffset.UtcNow.AddMinutes(5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        observer.Peak(Configure, Looks, () =>
        {
            messages.Publish(new Topics(configuration).Base + "/command", command);
            messages.Await("reply", 1, "the reply to configure");
        });
    }

    private static void RunSecond(IHeapObserver observer, FlashStorage flash, BrokerMessages messages, ILog log)
    {
        observer.Boot();
        int before = messages.Count("event");
        using Running running = new(ConfigurationFile.Load(flash, SimulatedBoard.Target, log), flash, observer, log, 1);
        observer.Peak(Backlog, LooksSeldom, () => messages.Await("event", before + Events, "the events of the outage"));
        Thread.Sleep(SettleMs);
        observer.Look(AfterBacklog);
    }

    private static byte[] File(BrokerAddress broker)
    {
        JsonObject root = JsonNode.Parse(ConfigurationSource.LoadDemo(DemoCabinet.All[0], broker,
            ConfigurationSource.DemoProfile))!.AsObject();
        root["pins"] = BoardDefinition.Load(Board).ToPinsSection();
        string text = root.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return Encoding.UTF8.GetBytes(text.PadRight(text.Length + Math.Max(0, FileBytes - Encoding.UTF8.GetByteCount(text))));
    }

    // The backlog that an outage leaves: doors opened and shut, stored one after the other.
    private static void Fill(FlashStorage flash, ILog log)
    {
        Outbox outbox = new(flash, new SystemClock(), new NoticeQueue(), log);
        outbox.Open();
        for (int seq = 1; seq <= Events; seq++)
        {
            outbox.Add(new CabinetEvent(seq % 2 == 0 ? EventKind.DoorClosed : EventKind.DoorOpened, Severity.Info, 1000, seq, seq * 1000L,
                OperatingMode.Normal, "\"compartment\":\"aed\""));
            if (seq % EventQueue.Capacity == 0 || seq == Events)
            {
                Require(outbox.Store(seq * 1000L), "the events were not stored");
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new InvalidOperationException($"memory: {otherwise}");
        }
    }

    /// <summary>One boot of the application.</summary>
    private sealed class Running : IDisposable
    {
        private readonly CabinetApplication _application;
        private readonly Thread _thread;

        public Running(CabinetConfiguration configuration, FlashStorage flash, IHeapObserver observer, ILog log, int speed)
        {
            SimulatedBoard board = new();
            PinMap pins = configuration.Pins;
            foreach (int pin in new[] { pins.AedDoor, pins.AedPresence, pins.Tamper, pins.Mains }.Where(pin => pin >= 0))
            {
                board.Drive(pin, PinValue.Low);
            }

            SimulatedDs18b20 inside = new(() => 20, () => Environment.TickCount64) { Serial = SimulatedCabinet.InsideProbeSerial };
            CabinetHardware hardware = new(
                new GpioController(board), new OneWireBus(inside.ToHost()), new AdcBatteryGauge(-1, 1), flash, new HostNetwork(),
                new SystemClock(), new FastClock(speed));
            foreach (object made in new object[] { hardware, hardware.Gpio, hardware.ProbeBus, hardware.Battery, flash, hardware.Clock })
            {
                observer.Made(made);
            }

            _application = new CabinetApplication(configuration, hardware, new Random(1), log);
            _thread = new Thread(_application.Run) { IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            _application.Stop();
            Require(_thread.Join(LimitMs), "the application did not stop");
        }
    }

    /// <summary>Time that passes faster.</summary>
    private sealed class FastClock(int speed) : BootClock
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        public override long NowMs => (long)(Stopwatch.GetElapsedTime(_started).TotalMilliseconds * speed);

        // The board's own wait, which is a call on each of its threads.
        public override bool IsPaced => true;

        public override bool Wait(WaitHandle handle, int milliseconds) => base.Wait(handle, (milliseconds + speed - 1) / speed);
    }

    private sealed class QuietLog : ILog
    {
        public void Info(string line)
        {
        }

        public void Warning(string line)
        {
        }

        public void Error(string line) => Console.Error.WriteLine(line);
    }
}
