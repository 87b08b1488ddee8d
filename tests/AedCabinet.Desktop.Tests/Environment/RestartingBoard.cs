using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Inputs;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// A cabinet's board in virtual time that restarts when its firmware asks for it, over the same flash, contacts and broker.
/// </summary>
internal sealed class RestartingBoard
{
    private const int StartMs = 3000;

    private readonly VirtualHardware _hardware;
    private readonly EventInvariant _ledger;
    private readonly VirtualNetwork _network;
    private long _startAtMs;
    private long _awakeSinceMs;

    /// <summary>Initializes a new instance of the <see cref="RestartingBoard"/> class, off, with its <c>cabinet.json</c>.</summary>
    /// <param name="isKit">Whether it is a kit on battery; else a station on mains.</param>
    public RestartingBoard(bool isKit)
    {
        SoakReport report = new() { Seed = 1, Kinds = FaultKinds.All, AskedHours = 1 };
        _ledger = new EventInvariant(Timeline, report) { Emitted = item => Told.Add((item.Kind, Timeline.NowMs)) };
        _network = new VirtualNetwork(Timeline);
        _hardware = new VirtualHardware
        {
            Timeline = Timeline,
            Flash = Flash,
            Clock = new VirtualClock(Timeline) { IsKnown = true },
            Network = _network,
            Broker = new VirtualBroker(Timeline, _network, new SeededRandom(1), report.Count),
            Witness = _ledger,
            Authenticator = new HmacSha256Authenticator(new byte[32]),
            Random = new Random(0),
            Log = new SilentLog(),
        };
        _hardware.Broker.Delivers = (topic, text) => TakeEvent(topic, () => _ledger.Deliver(text));
        _hardware.Broker.Acknowledges = (topic, text) => TakeEvent(topic, () => _ledger.Confirm(text));
        Flash.TryWrite(ConfigurationFile.Name, CabinetFile.Of(isKit, 1));
    }

    /// <summary>Gets the virtual time.</summary>
    public Timeline Timeline { get; } = new(null);

    /// <summary>Gets the flash.</summary>
    public SimulatedFlash Flash { get; } = new();

    /// <summary>Gets the contacts, which stay as they are over restarts: at first all at rest.</summary>
    public InputImage Contacts { get; } = new() { MainsPresent = true, AedPresenceContactClosed = true };

    /// <summary>Gets the network.</summary>
    public VirtualNetwork Network => _network;

    /// <summary>Gets the events made, and when.</summary>
    public List<(EventKind Kind, long AtMs)> Told { get; } = [];

    /// <summary>Gets the restarts that the firmware asked for, and how long those boots had run.</summary>
    public List<(string Why, long AfterMs)> Restarts { get; } = [];

    /// <summary>Gets the boot that runs, or <c>null</c> while the board starts.</summary>
    public FirmwareBoot? Boot { get; private set; }

    /// <summary>Gets since when the boot runs, in milliseconds.</summary>
    public long AwakeMs => Boot is null ? 0 : Timeline.NowMs - _awakeSinceMs;

    /// <summary>How often an event was made.</summary>
    /// <param name="kind">Which.</param>
    /// <returns>0 or more.</returns>
    public int Count(EventKind kind) => Told.Count(item => item.Kind == kind);

    /// <summary>The board starts now.</summary>
    /// <param name="cause">What by.</param>
    public void Start(WakeCause cause = WakeCause.PowerOn)
    {
        _hardware.WakeCause = cause;
        _hardware.LastResort = new LastResort(Flash, null, _hardware.Log);
        _awakeSinceMs = Timeline.NowMs;
        Boot = new FirmwareBoot(ConfigurationFile.Load(Flash, SimulatedBoard.Target, _hardware.Log), _hardware);
    }

    /// <summary>The board ends as for a reason of its own, and starts again when <see cref="Run"/> goes on.</summary>
    /// <param name="why">The reason.</param>
    public void End(string why)
    {
        Boot!.EndOnPurpose(why);
        Boot = null;
        _hardware.Broker.Close(false);
        _network.PowerOff();
        _ledger.PowerLost(false);
        _startAtMs = Timeline.NowMs + StartMs;
    }

    /// <summary>Time passes.</summary>
    /// <param name="ms">How much, in milliseconds.</param>
    public void Run(long ms)
    {
        for (long untilMs = Timeline.NowMs + ms; Timeline.NowMs < untilMs;)
        {
            Timeline.NowMs += Cabinet.ScanPeriodMs;
            if (Boot is null)
            {
                if (Timeline.NowMs >= _startAtMs)
                {
                    Start();
                }

                continue;
            }

            Boot.Scan(Contacts);
            Boot.StepOthers();
            if (Boot.Exchange.Restarts.IsAsked && !Boot.Exchange.Alarm.IsSounding)
            {
                Restarts.Add((Boot.Exchange.Restarts.Reason, AwakeMs));
                End(Boot.Exchange.Restarts.Reason);
            }
        }
    }

    private static void TakeEvent(string topic, Action take)
    {
        if (topic.EndsWith("/event", StringComparison.Ordinal))
        {
            take();
        }
    }
}
