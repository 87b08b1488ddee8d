using System.Device.Gpio;
using AedCabinet.Controller;
using AedCabinet.Simulator.Boards;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// One cabinet in real time: the firmware's own <see cref="CabinetApplication"/>, unchanged, on a simulated board.
/// </summary>
public sealed class SimulatedCabinet : IDisposable
{
    private readonly CabinetApplication _application;
    private readonly GpioController _gpio;
    private readonly PinMap _pins;
    private readonly Thread _thread;

    /// <summary>Initializes a new instance of the <see cref="SimulatedCabinet"/> class; <see cref="Start"/> gives it power.</summary>
    /// <param name="configuration">The bytes of its <c>cabinet.json</c>.</param>
    /// <param name="flashFolder">The folder that stands for its flash; created when absent.</param>
    /// <param name="network">Its network.</param>
    /// <param name="log">Its serial log.</param>
    public SimulatedCabinet(byte[] configuration, string flashFolder, INetwork network, ILog log)
    {
        Directory.CreateDirectory(flashFolder);
        ProvidedConfiguration flash = new(new FlashStorage(Path.TrimEndingDirectorySeparator(flashFolder) + Path.DirectorySeparatorChar), configuration);
        CabinetConfiguration settings = ConfigurationFile.Load(flash, log);
        _pins = settings.Pins;
        Id = settings.Id;
        Topics = new Topics(settings);
        Front = new CabinetFront(Board, _pins);
        _gpio = new GpioController(Board);
        _application = new CabinetApplication(settings, _gpio, flash, network, new SystemClock(), new Random(), log);
        _thread = new Thread(_application.Run) { Name = "cabinet " + Id, IsBackground = true };
        Board.OutputChanged += OnOutputChanged;
        Front.Changed += () => Changed?.Invoke();
    }

    /// <summary>Raised after an input or output has changed; may come from any thread.</summary>
    public event Action? Changed;

    /// <summary>Gets the cabinet's id.</summary>
    public string Id { get; }

    /// <summary>Gets its topics.</summary>
    public Topics Topics { get; }

    /// <summary>Gets its board.</summary>
    public SimulatedBoard Board { get; } = new();

    /// <summary>Gets the side a hand can move.</summary>
    public CabinetFront Front { get; }

    /// <summary>Gets the number of this boot.</summary>
    public int Boot => _application.Boot;

    /// <summary>Gets how far its link has got.</summary>
    public LinkState LinkState => _application.Link?.State ?? LinkState.Offline;

    /// <summary>Gets a value indicating whether the sounder is driven now.</summary>
    public bool IsSounding => IsHigh(_pins.Sounder);

    /// <summary>Gets a value indicating whether the beacon is lit now.</summary>
    public bool IsBeaconLit => IsHigh(_pins.Beacon);

    /// <summary>Gets its outputs by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs => new Dictionary<string, string>
    {
        ["sounder"] = IsSounding ? "on" : "off",
        ["beacon"] = IsBeaconLit ? "on" : "off",
    };

    /// <summary>Gives the board power.</summary>
    public void Start() => _thread.Start();

    /// <summary>Stops the cabinet on purpose: it says goodbye to the broker. Waits until it has.</summary>
    public void Stop()
    {
        _application.Stop();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _gpio.Dispose();
    }

    private bool IsHigh(int pin) => pin >= 0 && Board.IsHigh(pin);

    private void OnOutputChanged(OutputChange change) => Changed?.Invoke();
}
