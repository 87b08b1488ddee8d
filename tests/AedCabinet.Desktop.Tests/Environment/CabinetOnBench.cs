using System.Device.Gpio;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;
using AedCabinet.Storage;
using EventKind = AedCabinet.Events.EventKind;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>The demo cabinet's firmware with its threads, shut and its AED in place, whose board or flash can throw.</summary>
internal sealed class CabinetOnBench : IStorage, IDisposable
{
    // One more than the loops put up with.
    private const int Failures = 11;

    private readonly SimulatedFlash _flash = new();
    private readonly Lock _flashLock = new();
    private readonly ErrorLog _log = new();
    private readonly byte[] _file = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", Ports.Free()));
    private SimulatedBoard _board = new();
    private GpioController? _gpio;
    private PinMap _pins = new();
    private string? _failing;
    private int _failures;

    public CabinetApplication Boot()
    {
        IStorage flash = new ProvidedConfiguration(this, _file);
        CabinetConfiguration configuration = ConfigurationFile.Load(flash, SimulatedBoard.Target, _log);
        _pins = configuration.Pins;
        _gpio?.Dispose();
        _board = new SimulatedBoard();
        foreach (int pin in new[] { _pins.AedDoor, _pins.AedPresence, _pins.KitDoor, _pins.Tamper, _pins.Mains })
        {
            _board.Drive(pin, PinValue.Low);
        }

        _gpio = new GpioController(_board);
        CabinetHardware hardware = new(_gpio, new NoBus(), new FullBattery(), flash, new HostNetwork(), new SystemClock());
        return new CabinetApplication(configuration, hardware, new Random(1), _log);
    }

    public void FailIn(string? where)
    {
        _failures = Failures;
        _failing = where;
        if (where == "scan")
        {
            // Only a pin can throw in a scan: the sounder's throws as soon as the door opens.
            _board.OutputChanged += change =>
            {
                if (change.Pin == _pins.Sounder && change.IsHigh)
                {
                    throw new InvalidTimeZoneException();
                }
            };
            _board.Drive(_pins.AedDoor, null);
        }
    }

    public void RunToItsEnd(CabinetApplication application)
    {
        Thread thread = new(application.Run) { IsBackground = true };
        thread.Start();
        Assert.IsTrue(thread.Join(Waiting.Limit), "it never ended: " + string.Join(System.Environment.NewLine, _log.Lines));
    }

    public void RunUntil(CabinetApplication application, Func<bool> condition)
    {
        Thread thread = new(application.Run) { IsBackground = true };
        thread.Start();
        Waiting.Until(condition, "the events of the boot", () => string.Join(System.Environment.NewLine, _log.Lines));
        application.Stop();
        thread.Join();
    }

    public int LastSeqOf(CabinetApplication application)
    {
        CabinetState state = new();
        application.Exchange.States.Read(state);
        return state.LastSeq;
    }

    /// <summary>The data of an event as it stands on flash.</summary>
    /// <param name="kind">Which event.</param>
    /// <param name="boot">Of which boot.</param>
    /// <returns>Its data, or <c>null</c> when there is no such event.</returns>
    public string? DataOf(EventKind kind, int boot)
    {
        Outbox outbox = new(_flash.Copy(), new SystemClock(), new NoticeQueue(), _log);
        outbox.Open();
        while (outbox.TryTake(out CabinetEvent item))
        {
            if (item.Kind == kind && item.Boot == boot)
            {
                return item.Data;
            }
        }

        return null;
    }

    public FlashAnswer Read(string name, out byte[] content)
    {
        lock (_flashLock)
        {
            return _flash.Read(name, out content);
        }
    }

    public bool TryWrite(string name, byte[] content)
    {
        ThrowIfStorageFails(name);
        lock (_flashLock)
        {
            return _flash.TryWrite(name, content);
        }
    }

    public bool TryAppend(string name, byte[] content)
    {
        lock (_flashLock)
        {
            return _flash.TryAppend(name, content);
        }
    }

    public bool TryDelete(string name)
    {
        lock (_flashLock)
        {
            return _flash.TryDelete(name);
        }
    }

    public bool TryList(out string[] names)
    {
        lock (_flashLock)
        {
            return _flash.TryList(out names);
        }
    }

    public void Dispose() => _gpio?.Dispose();

    // The memory, which changes as soon as the day is known, is written anew in every round until it is on flash.
    private void ThrowIfStorageFails(string name)
    {
        if (_failing == "storage" && name.StartsWith(MemoryKeeper.FileName, StringComparison.Ordinal) && _failures-- > 0)
        {
            throw new InvalidTimeZoneException();
        }
    }

    private sealed class NoBus : IOneWire
    {
        public bool Reset() => false;

        public bool Write(byte value) => false;

        public byte Read() => 0xFF;
    }

    private sealed class FullBattery : IBatteryGauge
    {
        public int ReadMv() => 13_000;
    }
}
