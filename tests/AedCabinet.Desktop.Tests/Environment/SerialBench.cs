using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Platform;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>One board with the firmware's own threads, whatever is on its flash, and its serial log.</summary>
internal sealed class SerialBench : IDisposable
{
    private readonly FlashStorage _flash;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-serial-");
    private GpioController? _gpio;
    private CabinetApplication? _application;
    private Thread? _thread;

    /// <summary>Initializes a new instance of the <see cref="SerialBench"/> class.</summary>
    public SerialBench()
    {
        _flash = new FlashStorage(_folder.FullName + Path.DirectorySeparatorChar);
        Board.OutputChanged += change => Changes.Add(change.Pin);
    }

    /// <summary>Gets the board.</summary>
    public SimulatedBoard Board { get; } = new();

    /// <summary>Gets the serial log.</summary>
    public ErrorLog Log { get; } = new();

    /// <summary>Gets or sets who writes the log instead; <c>null</c> for <see cref="Log"/>.</summary>
    public ILog? Writer { get; set; }

    /// <summary>Gets the time of the boot.</summary>
    public HurriedBootClock Clock { get; } = new();

    /// <summary>Gets the pins that were driven, once for each change.</summary>
    public System.Collections.Concurrent.ConcurrentBag<int> Changes { get; } = [];

    /// <summary>Puts a file on the flash.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    public void Deploy(string name, byte[] content) => Assert.IsTrue(_flash.TryWrite(name, content));

    /// <summary>Starts the board.</summary>
    /// <param name="target">The target of its image.</param>
    public void Start(string target)
    {
        _gpio?.Dispose();
        _gpio = new GpioController(Board);
        CabinetHardware hardware = new(_gpio, new NoBus(), new NoBattery(), _flash, new HostNetwork(), new SystemClock(),
            Clock)
        { Target = target };
        _application = new CabinetApplication(ConfigurationFile.Load(_flash, target, Writer ?? Log), hardware,
            new Random(1), Writer ?? Log);
        _thread = new Thread(_application.Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Waits for a line.</summary>
    /// <param name="part">What it begins with.</param>
    /// <returns>The line.</returns>
    public string Await(string part)
    {
        Waiting.Until(() => Log.Lines.Any(line => line.StartsWith(part, StringComparison.Ordinal)), $"the line \"{part}\"",
            () => string.Join('\n', Log.Lines));
        return Log.Lines.Last(line => line.StartsWith(part, StringComparison.Ordinal));
    }

    /// <summary>Ends the boot on purpose.</summary>
    public void Stop()
    {
        _application?.Stop();
        _thread?.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _gpio?.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class NoBattery : IBatteryGauge
    {
        public int ReadMv() => 0;
    }

    private sealed class NoBus : IOneWire
    {
        public bool Reset() => false;

        public bool Write(byte value) => false;

        public byte Read() => 0xFF;
    }
}
