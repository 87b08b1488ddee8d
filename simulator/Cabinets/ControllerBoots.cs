using AedCabinet.Controller;
using AedCabinet.Inputs;
using AedCabinet.Sleeping;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The boots of one controller: a board whose firmware has ended starts anew, and one without power waits for it. Its thread is
/// the firmware's scan thread.
/// </summary>
internal sealed class ControllerBoots
{
    // Time from a restart to the first line of the firmware, in simulated time.
    private const int StartTimeMs = 1000;

    // Interval at which a board without power checks whether it is back.
    private const int PowerPollMs = 100;

    // Interval at which a sleeping board checks for a reason to wake.
    private const int WakePollMs = 100;

    private readonly CabinetPace _pace;
    private readonly CabinetSupply _supply;
    private readonly Func<WakeCause, CabinetApplication> _boot;
    private readonly Func<bool> _hasPower;
    private readonly Func<SleepPlan, WakeCause?> _wokenBy;
    private readonly Action _onOff;
    private readonly Thread _thread;
    private readonly ManualResetEvent _stop = new(false);
    private readonly Lock _lock = new();
    private volatile CabinetApplication _application;
    private bool _isStopping;

    /// <summary>
    /// Initializes a new instance of the <see cref="ControllerBoots"/> class: the first boot is made, and runs from <see cref="Start"/> on.
    /// </summary>
    /// <param name="name">The cabinet's, for the thread.</param>
    /// <param name="pace">The cabinet's way through time.</param>
    /// <param name="supply">The controller's power.</param>
    /// <param name="boot">Makes the firmware of a boot.</param>
    /// <param name="hasPower">Whether mains or battery give power.</param>
    /// <param name="wokenBy">Which pin ends a deep sleep, or <c>null</c> for none.</param>
    /// <param name="onOff">Told when nothing drives the outputs any more: the controller has gone off, or sleeps.</param>
    public ControllerBoots(string name, CabinetPace pace, CabinetSupply supply, Func<WakeCause, CabinetApplication> boot,
        Func<bool> hasPower, Func<SleepPlan, WakeCause?> wokenBy, Action onOff)
    {
        _pace = pace;
        _supply = supply;
        _boot = boot;
        _hasPower = hasPower;
        _wokenBy = wokenBy;
        _onOff = onOff;
        _application = boot(WakeCause.PowerOn);
        _thread = new Thread(Run) { Name = "cabinet " + name, IsBackground = true };
    }

    /// <summary>Gets the firmware of the present boot, or of the latest while there is none.</summary>
    public CabinetApplication Application => _application;

    /// <summary>Gets a value indicating whether the board is in deep sleep.</summary>
    public bool IsAsleep { get; private set; }

    /// <summary>Runs the first boot.</summary>
    public void Start() => _thread.Start();

    /// <summary>The power has ended: so does the boot, without a goodbye.</summary>
    public void LosePower()
    {
        _supply.Cut();
        _application.Stop();
    }

    /// <summary>Ends the boot on purpose, and makes no other. Waits until it has ended.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
            _application.Stop();
        }

        _ = _stop.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        _pace.TakeLead();
        while (true)
        {
            _supply.Feed();
            _application.Run();
            WakeCause wake = _application.Sleep is { } plan ? AwaitWake(plan) : WakeCause.PowerOn;
            do
            {
                AwaitPower();
                _ = _pace.Lead(_stop, StartTimeMs);
            }
            while (!_supply.IsOn && !_stop.WaitOne(0));

            lock (_lock)
            {
                if (_isStopping)
                {
                    return;
                }

                _application = _boot(wake);
                if (!_supply.IsOn)
                {
                    _application.Stop();
                }
            }
        }
    }

    private WakeCause AwaitWake(SleepPlan plan)
    {
        _onOff();
        IsAsleep = true;
        long wakesMs = _pace.NowMs + plan.LengthMs;
        WakeCause? pin = null;
        while (_supply.IsOn && pin is null && _pace.NowMs < wakesMs && !_pace.Lead(_stop, WakePollMs))
        {
            pin = _wokenBy(plan);
        }

        IsAsleep = false;
        return !_supply.IsOn ? WakeCause.PowerOn : pin ?? WakeCause.Timer;
    }

    private void AwaitPower()
    {
        if (_supply.IsOn)
        {
            return;
        }

        _onOff();
        while (!_hasPower())
        {
            if (_pace.Lead(_stop, PowerPollMs))
            {
                return;
            }
        }

        _supply.Restore();
    }
}
