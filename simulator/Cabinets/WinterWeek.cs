using System.Globalization;
using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.State;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// A week at −35 °C in virtual time, sound or with one thing broken on its second day, told as a timeline of events and of
/// changes of readiness.
/// </summary>
public sealed class WinterWeek
{
    /// <summary>When the fault begins: 06:00 on the second day, in ms.</summary>
    public const long FaultAtMs = 30 * HourMs;

    private const long HourMs = 3_600_000;
    private const long WeekMs = 7 * 24 * HourMs;
    private const long SettlingMs = 10 * 60_000;
    private const double OutsideC = -35;

    // Enough for the coldest hour with a third to spare, as an installer would choose.
    private const double HeaterReserve = 4.0 / 3;
    private const int StepMs = 100;

    private static readonly Dictionary<string, (string Input, string Position)?> s_cases = new()
    {
        ["sound"] = null,
        ["heater-broken"] = ("heater", "broken"),
        ["mains-cut"] = ("mains", "lost"),
        ["probe-disconnected"] = ("probe", "disconnected"),
        ["aed-dark"] = ("aed-fault", "dark"),
    };

    private readonly List<string> _lines = [];
    private readonly List<CabinetEvent> _events = [];
    private readonly VirtualCabinet _cabinet;
    private int _reasons = -1;
    private bool _wasPowered = true;

    private WinterWeek(long seed)
    {
        double watts = new BoxThermalModel(new BoxParameters(), 8).HeaterWattsFor(8, OutsideC) * HeaterReserve;
        PhysicsOptions options = new()
        {
            Weather = Weather.Constant(OutsideC),
            Box = new BoxParameters { HeaterW = watts },
            Lights = LightingProfile.BlinkingOrDark,
        };
        _cabinet = new VirtualCabinet(Configuration(), options, seed, StepMs);
        _cabinet.Happened += item =>
        {
            _events.Add(item);
            string severity = EventCatalog.NameOf(item.Severity);
            Tell(
                $"{EventCatalog.NameOf(item.Kind),-26} {severity,-11} {(item.Data is null ? string.Empty
                    : "{" + item.Data + "}")}".TrimEnd());
        };
        _cabinet.Scanned += TellReasons;
    }

    /// <summary>Gets the names of the cases.</summary>
    public static IReadOnlyCollection<string> Cases => s_cases.Keys;

    /// <summary>Gets the timeline.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Gets the events.</summary>
    public IReadOnlyList<CabinetEvent> Events => _events;

    /// <summary>Gets the reasons at the end, as bits <c>1 &lt;&lt; ReadinessReason</c>.</summary>
    public int FinalReasons => _reasons;

    /// <summary>Gets for how much of the week after its first ten minutes the cabinet was ready, 0 to 1.</summary>
    public double ReadyShare { get; private set; }

    /// <summary>Gets the lowest temperature inside after the first hour, °C.</summary>
    public double LowestInsideC { get; private set; } = double.MaxValue;

    /// <summary>Runs a week.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <returns>What happened.</returns>
    public static WinterWeek Run(string name, long seed)
    {
        WinterWeek week = new(seed);
        (string Input, string Position)? fault = s_cases[name];
        long readyMs = 0;
        week._cabinet.Scanned += () =>
        {
            if (week._cabinet.NowMs > SettlingMs)
            {
                readyMs += week._cabinet.State.Reasons == 0 ? StepMs : 0;
            }

            if (week._cabinet.NowMs > HourMs)
            {
                week.LowestInsideC = Math.Min(week.LowestInsideC, week._cabinet.Physics.InsideC);
            }
        };

        week._cabinet.Run(FaultAtMs);
        if (fault is var (input, position))
        {
            week.Tell($"*** {input}: {position}");
            week._cabinet.Panel.Move(input, position);
        }

        while (week._cabinet.NowMs < WeekMs)
        {
            week._cabinet.Run(HourMs);
            week.TellPower();
        }

        week.ReadyShare = (double)readyMs / (WeekMs - SettlingMs);
        return week;
    }

    private static CabinetConfiguration Configuration()
    {
        CabinetConfiguration configuration = new() { IsCommissioned = true, Id = "WINTER" };
        configuration.IndicatorProfile = ProfileSource.ReadCommissioned("philips-hs1");
        configuration.Power.BatteryFitted = true;
        configuration.Aed.PadsExpire = "2027-06-30";
        configuration.Aed.BatteryExpire = "2029-01-31";
        configuration.Care.LastInspection = "2026-01-04";
        return configuration;
    }

    private void Tell(string text)
    {
        TimeSpan at = TimeSpan.FromMilliseconds(_cabinet.NowMs);
        _lines.Add(string.Create(CultureInfo.InvariantCulture,
            $"day {at.Days + 1} {at:hh\\:mm\\:ss}  {_cabinet.Physics.InsideC,6:F1} °C  {text}"));
    }

    private void TellReasons()
    {
        int reasons = _cabinet.State.Reasons;
        if (reasons == _reasons)
        {
            return;
        }

        _reasons = reasons;
        IEnumerable<string> names = Enumerable.Range(0, Readiness.Count)
            .Where(reason => (reasons & (1 << reason)) != 0)
            .Select(reason => Readiness.NameOf((ReadinessReason)reason));
        Tell(reasons == 0 ? "READY" : $"NOT READY because [{string.Join(", ", names)}]");
    }

    private void TellPower()
    {
        if (_cabinet.IsPowered != _wasPowered)
        {
            _wasPowered = _cabinet.IsPowered;
            Tell(_wasPowered ? "--- power is back: boot" : "--- the battery is empty: the controller is without power");
        }
    }
}
