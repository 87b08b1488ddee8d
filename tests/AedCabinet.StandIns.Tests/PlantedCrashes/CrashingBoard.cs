using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Linq;
using System.Text;
using System.Threading;
using AedCabinet.Controller;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.StandIns.Tests.Firmware;
using AedCabinet.State;
using AedCabinet.Supervision;

namespace AedCabinet.StandIns.Tests.PlantedCrashes;

/// <summary>
/// A board whose firmware may throw anywhere: the whole controller with its threads, boot after boot, in time that passes faster.
/// </summary>
internal sealed class CrashingBoard : IBoard, ILog, INetwork, IWallClock, IBatteryGauge, IStorage
{
    /// <summary>What is returned besides by a board that tells its cabinet ready.</summary>
    public const string SaysReady = "says ready";

    // Simulated milliseconds in one.
    private const int Speed = 40;

    // What is to work does within this, on a machine that is busy with other things too; a boot that ends by itself does so before.
    private const int MostLifeMs = 6000;

    // And works on for this long.
    private const int StableMs = 300;

    // What is not wanted is waited for only this long.
    private const int UnwantedMs = 500;
    private const int MostBoots = 5;
    private const int AedDoor = 32;
    private const int Sounder = 25;
    private const int Heater = 27;
    private const int Watchdog = 14;
    private const string Target = "ESP32_REV3";

    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Lock _lock = new();
    private readonly CrashPins _pins = new();
    private readonly ManualResetEventSlim _ended = new();
    private CabinetApplication? _application;
    private LastResort? _lastResort;
    private string _wanted = string.Empty;

    public bool IsUp => true;

    /// <summary>Lives until a boot doesn't end by itself.</summary>
    /// <param name="port">The broker's.</param>
    /// <param name="wanted">What is waited for, as it is returned.</param>
    /// <param name="plant">Called when the board has run once: from then on its firmware throws.</param>
    /// <returns>What works then: <c>door</c>, <c>link</c>, <c>heat</c> and <c>watchdog</c>.</returns>
    public static string Live(int port, string wanted, Action plant)
    {
        CrashingBoard board = new() { _wanted = wanted };
        string file = $$$"""
            {"version":1,"id":"NM-0471-0001","kind":"aed","prefecture":"1501","county":"150102","sector":"culture-tourism",
            "commandKey":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","site":{"name":"x"},
            "pins":{"board":"esp32-devkitc","aedDoor":{{{AedDoor}}},"aedPresence":33,"sounder":{{{Sounder}}},"beacon":26,"oneWireTx":17,"oneWireRx":16,"heater":{{{Heater}}},"mains":34,"watchdog":{{{Watchdog}}}},
            "broker":{"host":"127.0.0.1","port":{{{port}}},"tls":false,"firstAttemptSeconds":1,"maxRetrySeconds":10}}
            """;
        _ = board.TryWrite(ConfigurationFile.Name, Encoding.UTF8.GetBytes(file));
        _ = new BootRecord(board, board);
        plant();
        for (int boot = 0; boot < MostBoots; boot++)
        {
            if (board.Boot() is { } works)
            {
                return works;
            }
        }

        return "nothing";
    }

    public void Restart()
    {
        try
        {
            _application?.Stop();
        }
        catch (InvalidTimeZoneException)
        {
            // The board restarts anyway.
        }
    }

    void INetwork.Restart()
    {
    }

    public void Start()
    {
    }

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = 1781000000000;
        return true;
    }

    public int ReadMv() => 12_600;

    public void Info(string line)
    {
    }

    public void Warning(string line)
    {
    }

    public void Error(string line)
    {
    }

    public FlashAnswer Read(string name, out byte[] content)
    {
        lock (_lock)
        {
            return _files.TryGetValue(name, out content!) ? FlashAnswer.Found : FlashAnswer.Missing;
        }
    }

    public bool TryWrite(string name, byte[] content)
    {
        lock (_lock)
        {
            _files[name] = content;
            return true;
        }
    }

    public bool TryAppend(string name, byte[] content)
    {
        lock (_lock)
        {
            _files[name] = [.. _files.GetValueOrDefault(name, []), .. content];
            return true;
        }
    }

    public bool TryDelete(string name)
    {
        lock (_lock)
        {
            _ = _files.Remove(name);
            return true;
        }
    }

    public bool TryList(out string[] names)
    {
        lock (_lock)
        {
            names = [.. _files.Keys];
            return true;
        }
    }

    private string? Boot()
    {
        _pins.Reset();
        _ended.Reset();
        _application = null;
        _lastResort = null;
        Thread thread = new(() =>
        {
            try
            {
                Main();
            }
            catch (InvalidTimeZoneException)
            {
                // On the board the thread is gone, and the external watchdog bites.
            }

            _ended.Set();
        })
        { IsBackground = true };
        thread.Start();
        _ = SpinWait.SpinUntil(() => _ended.IsSet || Has(), MostLifeMs);
        string works = _ended.Wait(StableMs) ? string.Empty : Look();
        if (_ended.IsSet)
        {
            // On a busy machine a boot comes to its end only while it is looked at.
            return null;
        }

        _lastResort!.IsEnding = true;
        Restart();
        _ = _ended.Wait(MostLifeMs);
        return works;
    }

    // As Program.Main does.
    private void Main()
    {
        GpioController gpio = new(_pins);
        CabinetConfiguration? configuration = null;
        try
        {
            _lastResort = new LastResort(this, this, this);
            configuration = Program.Load(this, Target, this);
            CabinetHardware hardware = new(gpio, new ColdProbe(), this, this, this, this,
                new FastClock())
            { Board = this, LastResort = _lastResort, Target = Target };
            _application = new CabinetApplication(configuration, hardware, new Random(1), this);
            _application.Run();
        }
        catch (Exception exception)
        {
            _lastResort?.EndMain(exception, WakeCause.PowerOn, gpio, configuration?.Pins, Target);
        }
    }

    private bool Has() => (IsOnline || !IsWanted("link")) && (_pins.IsHigh(Heater) || !IsWanted("heat"));

    private bool IsWanted(string work) => _wanted.Split(' ').Contains(work);

    private bool Comes(string work, Func<bool> isThere) =>
        SpinWait.SpinUntil(() => _ended.IsSet || isThere(), IsWanted(work) ? MostLifeMs : UnwantedMs) && !_ended.IsSet;

    private bool IsOnline
    {
        get
        {
            try
            {
                return _application?.Link?.State == LinkState.Online;
            }
            catch (InvalidTimeZoneException)
            {
                return false;
            }
        }
    }

    // Nobody has seen the AED's light in its few minutes; and where nothing is told, what an earlier boot told stays at the broker.
    private bool IsToldReady()
    {
        try
        {
            CabinetState state = new();
            return _application!.Exchange.States.Read(state) == 0 || state.Reasons == 0;
        }
        catch (InvalidTimeZoneException)
        {
            return false;
        }
    }

    private string Look()
    {
        bool isHeating = _pins.IsHigh(Heater);
        bool isOnline = IsOnline;
        _pins.Set(AedDoor, true);
        bool isSounding = Comes("door", () => _pins.IsHigh(Sounder));
        bool isHigh = _pins.IsHigh(Watchdog);
        bool isFed = Comes("watchdog", () => _pins.IsHigh(Watchdog) != isHigh);
        string works = (isSounding ? "door " : string.Empty) + (isOnline ? "link " : string.Empty) + (isHeating ? "heat " : string.Empty)
            + (isFed ? "watchdog " : string.Empty);
        return works + (isOnline && IsToldReady() ? SaysReady : string.Empty);
    }

    private sealed class FastClock : BootClock
    {
        public override long NowMs => base.NowMs * Speed;

        public override bool IsPaced => true;

        public override bool Wait(WaitHandle handle, int milliseconds) => base.Wait(handle, (milliseconds + Speed - 1) / Speed);
    }

    /// <summary>A DS18B20, alone on its bus, at 1.0 °C.</summary>
    private sealed class ColdProbe : IOneWire
    {
        private static readonly byte[] s_scratchpad = [0x10, 0x00, 0x4B, 0x46, 0x7F, 0xFF, 0x00, 0x10, 0x00];
        private int _next;
        private byte _last;

        static ColdProbe()
        {
            for (int i = 0; i < s_scratchpad.Length - 1; i++)
            {
                s_scratchpad[^1] = NextCrc(s_scratchpad[^1], s_scratchpad[i]);
            }
        }

        public bool Reset()
        {
            _next = 0;
            return true;
        }

        public bool Write(byte value)
        {
            _last = value;
            return true;
        }

        public byte Read() => _last == 0xBE && _next < s_scratchpad.Length ? s_scratchpad[_next++] : (byte)0xFF;

        private static byte NextCrc(byte crc, byte value)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (byte)((crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1);
            }

            return crc;
        }
    }

    private sealed class CrashPins : QuietPins
    {
        private readonly bool[] _isHigh = new bool[49];

        public bool IsHigh(int pin) => Volatile.Read(ref _isHigh[pin]);

        public void Set(int pin, bool isHigh) => Volatile.Write(ref _isHigh[pin], isHigh);

        public void Reset() => Array.Clear(_isHigh);

        protected override void Write(int pinNumber, PinValue value) => Set(pinNumber, value == PinValue.High);

        protected override PinValue Read(int pinNumber) => IsHigh(pinNumber) ? PinValue.High : PinValue.Low;
    }
}
