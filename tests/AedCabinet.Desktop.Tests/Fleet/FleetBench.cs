using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>One of a fleet's cabinets on a bench in virtual time, with a connection that the test drives.</summary>
internal sealed class FleetBench : IFleetWitness
{
    private const long StartUnixMs = 1768186800000;

    private readonly BenchClock _clock = new();

    public FleetBench(int index = 0, long seed = 1)
    {
        Roll = new FleetMembers(100, seed, new BrokerAddress("broker.example", 1883), new DateOnly(2026, 1, 12), 1);
        ConfigurationProblems problems = new();
        CabinetConfiguration configuration = ConfigurationFile.Parse(Roll.ConfigurationOf(index), problems);
        Assert.AreEqual(0, problems.Count, string.Join("; ", problems.ToLines()));
        Flash = new FleetFlash(() => Roll.ConfigurationOf(index));
        FleetHardware board = new()
        {
            Flash = Flash,
            Connection = Connection,
            Clock = _clock,
            Network = new HostNetwork(),
            Random = new FleetRandom(seed),
            Log = Log,
            Witness = this,
        };
        Cabinet = new FleetCabinet(index, configuration, board, new FleetSurroundings(configuration, seed), new InputImage());
        Connection.Wake = Cabinet.WakeLink;
    }

    public FleetMembers Roll { get; }

    public FleetCabinet Cabinet { get; }

    public FleetFlash Flash { get; }

    public FakeFleetConnection Connection { get; } = new();

    public ErrorLog Log { get; } = new();

    /// <summary>Every event: its time in the fleet's milliseconds, boot, number, kind and data.</summary>
    public List<string> Events { get; } = [];

    public long NowMs { get; private set; }

    public void Happened(FleetCabinet cabinet, CabinetEvent item) => Events.Add($"{NowMs} {item.Boot}/{item.Seq} {item.Kind} {item.Data}");

    /// <summary>Lets time pass with every step that is due, and no other.</summary>
    public FleetBench Run(long durationMs)
    {
        long untilMs = NowMs + durationMs;
        for (; NowMs < untilMs; Tick())
        {
            Cabinet.Advance(NowMs);
            if (Cabinet.IsLinkDue(NowMs))
            {
                Cabinet.StepLink(NowMs);
            }
        }

        return this;
    }

    /// <summary>Lets time pass with every scan, and every poll of storage and link besides.</summary>
    public FleetBench RunEveryScan(long durationMs)
    {
        long untilMs = NowMs + durationMs;
        for (; NowMs < untilMs; Tick())
        {
            if (!Cabinet.IsRunning)
            {
                Cabinet.Advance(NowMs);
            }
            else
            {
                Cabinet.Scan(NowMs);
            }

            if (Cabinet.IsRunning && (NowMs % FleetCabinet.PollMs == 0 || NowMs >= Cabinet.NextStorageMs))
            {
                Cabinet.StepStorage(NowMs);
            }

            if (Cabinet.IsRunning && (NowMs % FleetCabinet.PollMs == 0 || Cabinet.IsLinkDue(NowMs)))
            {
                Cabinet.StepLink(NowMs);
            }
        }

        return this;
    }

    private void Tick()
    {
        NowMs += AedCabinet.Cabinet.ScanPeriodMs;
        _clock.UnixMs = StartUnixMs + NowMs;
    }

    private sealed class BenchClock : IWallClock
    {
        public long UnixMs { get; set; } = StartUnixMs;

        public bool TryGetUtc(out long unixMs)
        {
            unixMs = UnixMs;
            return true;
        }
    }
}
