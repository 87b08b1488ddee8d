using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Simulator.Physics;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// What happens around one cabinet of a fleet, light enough for thousands of them: people who open its door, its AED's light,
/// its mains, its probe and the weather. Seeded: the same seed and the same calls give the same run.
/// </summary>
/// <remarks>All times are the fleet's own, in milliseconds since its start. Not thread-safe: the cabinet's scan owns it.</remarks>
public sealed class FleetSurroundings
{
    /// <summary>The shortest time for which a door is open when the AED is taken out and put back, in milliseconds.</summary>
    public const int ShortestTakingMs = 5000;

    private const int ProbePeriodMs = 10000;
    private const int PulseMs = 60;
    private const int ChargedMv = 12600;
    private const int OnBatteryMv = 12300;

    // Two lithium cells in a row, as in the parts list.
    private const int KitMv = 7200;
    private const double DayMs = 86400000;
    private const double VisitsADay = 3;
    private const double MainsFailuresADay = 1.0 / 30;
    private const double LightFailuresADay = 1.0 / 200;
    private const double ProbeErrors = 0.01;

    // A box that cools to the weather within hours and that its heater lifts by some 40 °C.
    private const double CoolingMs = 7200000;
    private const double HeaterLiftC = 40;

    private readonly SeededRandom _random;
    private readonly bool _hasAed;
    private readonly bool _hasKit;
    private readonly int _blinkPeriodMs;
    private readonly int _chargedMv;
    private readonly double _weatherC;
    private readonly List<(long AtMs, FleetChange Change)> _plan = new(0);
    private double _insideC;
    private long _nextEdgeMs;
    private long _probeDueMs;
    private long _visitMs;
    private long _mainsFailMs;
    private long _lightFailsMs;
    private bool _isDoorOpen;
    private bool _isKitOpen;
    private bool _isAedGone;
    private bool _isMainsLost;
    private bool _isLightDead;
    private bool _isLit;

    /// <summary>Initializes a new instance of the <see cref="FleetSurroundings"/> class.</summary>
    /// <param name="configuration">The cabinet's settings: what there is to move.</param>
    /// <param name="seed">The seed.</param>
    public FleetSurroundings(CabinetConfiguration configuration, long seed)
    {
        _random = new SeededRandom(seed);
        _hasAed = configuration.Kind != CabinetKind.Kit;
        _hasKit = configuration.Kind != CabinetKind.Aed;
        bool isBlinking = _hasAed && configuration.IndicatorProfile.Kind == IndicatorKind.Blinking;
        _blinkPeriodMs = isBlinking ? _random.NextInt(2000, 8000) : 0;
        _isLit = _hasAed && configuration.IndicatorProfile.Kind == IndicatorKind.Steady;
        _nextEdgeMs = isBlinking ? _random.NextInt(0, _blinkPeriodMs) : long.MaxValue;
        _weatherC = _random.NextDouble(-20, 0);
        _insideC = _random.NextDouble(8, 14);
        _probeDueMs = _random.NextInt(0, ProbePeriodMs);
        _visitMs = Wait(VisitsADay);
        _chargedMv = configuration.Power.DeepSleep ? KitMv : ChargedMv;
        _mainsFailMs = configuration.Power.DeepSleep ? Deadline.Never : Wait(MainsFailuresADay);
        _lightFailsMs = Wait(LightFailuresADay);
    }

    /// <summary>Gets when the contact of the AED's door changed last; −1 for never.</summary>
    public long DoorChangedMs { get; private set; } = -1;

    /// <summary>Gets when the contact of the kit's door changed last; −1 for never.</summary>
    public long KitChangedMs { get; private set; } = -1;

    /// <summary>Gets when the contact under the AED changed last; −1 for never.</summary>
    public long PresenceChangedMs { get; private set; } = -1;

    /// <summary>Gets when the mains changed last; −1 for never.</summary>
    public long MainsChangedMs { get; private set; } = -1;

    /// <summary>Gets a value indicating whether the contact of the kit's door is open.</summary>
    public bool IsKitDoorOpen => _isKitOpen;

    /// <summary>Gets when something next changes by itself: until then every scan sees the same inputs.</summary>
    public long NextChangeMs => Math.Min(_nextEdgeMs, NextOtherChangeMs);

    /// <summary>Gets when the next visit or change happens: nothing else wakes a sleeping board.</summary>
    public long NextVisitMs
    {
        get
        {
            long nextMs = Math.Min(_visitMs, Math.Min(_mainsFailMs, _lightFailsMs));
            foreach ((long atMs, FleetChange _) in _plan)
            {
                nextMs = Math.Min(nextMs, atMs);
            }

            return nextMs;
        }
    }

    private long NextOtherChangeMs => Math.Min(_probeDueMs, NextVisitMs);

    /// <summary>When the next scan is needed because of what happens outside.</summary>
    /// <param name="cabinet">The cabinet, which may let flashes wait.</param>
    /// <returns>Milliseconds of the fleet's time, or <see cref="Deadline.Never"/>.</returns>
    public long NextScanMs(Cabinet cabinet)
    {
        if (_blinkPeriodMs == 0 || _isAedGone || _isLightDead)
        {
            return NextOtherChangeMs;
        }

        // The edges of the next flash and of as many more as the input image holds.
        long endMs = _isLit ? _nextEdgeMs : _nextEdgeMs + PulseMs;
        int patienceMs = _blinkPeriodMs - PulseMs >= IndicatorProfile.MaxGapInLightMs ? cabinet.GreenFlashPatienceMs : 0;
        long lightMs = cabinet.IsRegularGreenFlash(_blinkPeriodMs, PulseMs)
            ? endMs + (((LightEdges.Capacity / 2) - 2) * (long)_blinkPeriodMs) + patienceMs
            : patienceMs > 0 ? endMs + patienceMs
            : _nextEdgeMs;
        return Math.Min(lightMs, NextOtherChangeMs);
    }

    /// <summary>Somebody comes and opens a door; with the AED's, takes the AED out for a while.</summary>
    /// <param name="atMs">When.</param>
    /// <param name="openMs">For how long the door is open, at least <see cref="ShortestTakingMs"/> when the AED is taken.</param>
    /// <param name="takesAed">Whether the AED is taken out and put back.</param>
    public void Visit(long atMs, int openMs, bool takesAed)
    {
        if (!_hasAed)
        {
            _plan.Add((atMs, FleetChange.KitDoorOpens));
            _plan.Add((atMs + openMs, FleetChange.KitDoorCloses));
            return;
        }

        _plan.Add((atMs, FleetChange.DoorOpens));
        _plan.Add((atMs + openMs, FleetChange.DoorCloses));
        if (takesAed)
        {
            _plan.Add((atMs + 1500, FleetChange.AedLeaves));
            _plan.Add((atMs + openMs - 1500, FleetChange.AedReturns));
        }
    }

    /// <summary>Lets time pass while nobody scans.</summary>
    /// <param name="nowMs">The fleet's time, never less than in the call before.</param>
    public void Change(long nowMs)
    {
        for (; nowMs >= _visitMs; _visitMs += Wait(VisitsADay))
        {
            Visit(_visitMs, _random.NextInt(3000, 20000), false);
        }

        for (; nowMs >= _mainsFailMs; _mainsFailMs += Wait(MainsFailuresADay))
        {
            _plan.Add((_mainsFailMs, FleetChange.MainsFail));
            _plan.Add((_mainsFailMs + _random.NextInt(60000, 3600000), FleetChange.MainsReturn));
        }

        for (; nowMs >= _lightFailsMs; _lightFailsMs += Wait(LightFailuresADay))
        {
            _plan.Add((_lightFailsMs, FleetChange.LightDies));
            _plan.Add((_lightFailsMs + _random.NextInt(600000, 7200000), FleetChange.LightReturns));
        }

        for (int i = 0; i < _plan.Count; i++)
        {
            if (nowMs >= _plan[i].AtMs)
            {
                Do(_plan[i].Change, _plan[i].AtMs);
                _plan.RemoveAt(i--);
            }
        }
    }

    /// <summary>Lets time pass and writes what the pins say now.</summary>
    /// <param name="inputs">Receives it, but for the link's part and the time of day.</param>
    /// <param name="nowMs">The fleet's time, never less than in the call before.</param>
    /// <param name="bootMs">When the cabinet's present boot began, in the fleet's time: the times of edges count from it.</param>
    /// <param name="isHeaterOn">Whether the firmware heats.</param>
    public void Write(InputImage inputs, long nowMs, long bootMs, bool isHeaterOn)
    {
        inputs.GreenEdges.Clear();
        inputs.RedEdges.Clear();
        inputs.InsideReading = ProbeReading.None;
        if (nowMs >= NextChangeMs)
        {
            Blink(inputs, nowMs, bootMs);
            Change(nowMs);
            Measure(inputs, nowMs, isHeaterOn);
        }

        bool isSeen = _isLit && !_isAedGone && !_isLightDead;
        inputs.AedDoorContactOpen = _isDoorOpen;
        inputs.AedPresenceContactClosed = !_isAedGone;
        inputs.KitDoorContactOpen = _isKitOpen;
        inputs.TamperContactOpen = false;
        inputs.SosContactClosed = false;
        inputs.ServiceContactClosed = false;
        inputs.MainsPresent = !_isMainsLost;
        inputs.GreenLit = isSeen;
        inputs.RedLit = false;
        inputs.OutsideReading = ProbeReading.None;
        inputs.BatteryMv = _isMainsLost ? OnBatteryMv : _chargedMv;
    }

    // Recorded with the time of the change, not of the scan that sees it, so that late scans show in the figures.
    private void Do(FleetChange change, long atMs)
    {
        switch (change)
        {
            case FleetChange.DoorOpens or FleetChange.DoorCloses:
                _isDoorOpen = change == FleetChange.DoorOpens;
                DoorChangedMs = atMs;
                break;
            case FleetChange.KitDoorOpens or FleetChange.KitDoorCloses:
                _isKitOpen = _hasKit && change == FleetChange.KitDoorOpens;
                KitChangedMs = atMs;
                break;
            case FleetChange.AedLeaves or FleetChange.AedReturns:
                _isAedGone = change == FleetChange.AedLeaves;
                PresenceChangedMs = atMs;
                break;
            case FleetChange.MainsFail or FleetChange.MainsReturn:
                _isMainsLost = change == FleetChange.MainsFail;
                MainsChangedMs = atMs;
                break;
            default:
                _isLightDead = change == FleetChange.LightDies;
                break;
        }
    }

    private void Blink(InputImage inputs, long nowMs, long bootMs)
    {
        if (_blinkPeriodMs > 0 && _nextEdgeMs < bootMs)
        {
            // The board was off, but the AED went on blinking.
            _nextEdgeMs += (bootMs - _nextEdgeMs) / _blinkPeriodMs * _blinkPeriodMs;
        }

        while (nowMs >= _nextEdgeMs)
        {
            _isLit = !_isLit;
            if (!_isAedGone && !_isLightDead && _nextEdgeMs >= bootMs)
            {
                inputs.GreenEdges.Add(_isLit, _nextEdgeMs - bootMs);
            }

            _nextEdgeMs += _isLit ? PulseMs : _blinkPeriodMs - PulseMs;
        }
    }

    private void Measure(InputImage inputs, long nowMs, bool isHeaterOn)
    {
        if (nowMs < _probeDueMs)
        {
            return;
        }

        double elapsedMs = Math.Min(nowMs - _probeDueMs + ProbePeriodMs, CoolingMs);
        double target = _weatherC + (6 * Math.Sin(nowMs / DayMs * 2 * Math.PI)) + (isHeaterOn ? HeaterLiftC : 0);
        _insideC += (target - _insideC) * elapsedMs / CoolingMs;
        _probeDueMs = nowMs + ProbePeriodMs;
        inputs.InsideReading = _random.Chance(ProbeErrors) ? ProbeReading.CrcError : ProbeReading.Ok;
        inputs.InsideDeciC = (int)Math.Round(_insideC * 10);
    }

    private long Wait(double timesADay) => (long)Math.Min(-Math.Log(1 - _random.NextDouble()) * DayMs / timesADay, long.MaxValue / 4);
}
