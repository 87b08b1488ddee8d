using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.StandIns.Tests.Firmware;
using AedCabinet.Storage;

namespace AedCabinet.StandIns.Tests.MemoryFaults;

/// <summary>
/// A board in virtual time whose firmware may find no memory anywhere: the firmware's own loops, each called in its turn as its thread
/// would, and its own last resort. It sees every event that the scan makes and every message that arrives.
/// </summary>
internal sealed partial class FaultBoard : IBoard, ILog, IEventSink, IWallClock, INetwork
{
    /// <summary>From one scan to the next: the judgement's times are longer.</summary>
    public const int StepMs = 100;

    /// <summary>From a restart to the first scan, in milliseconds.</summary>
    private const int StartMs = 3000;

    /// <summary>
    /// A fault, however it ends, must be over within this, in milliseconds: a restart, the wait for the network and the longest first pause
    /// (TIMEOUTS.md).
    /// </summary>
    public const int RecoveryMs = 90_000;

    /// <summary>
    /// From then on, in milliseconds, memory is not short any more: everything there is to do has been begun, and the rest is for
    /// recovering.
    /// </summary>
    public const int LastFaultMs = 200_000;

    private const int KeptLines = 12;

    public const long BeganUnixMs = 1768186800000;

    private static readonly byte[] s_file = """
        {"version":1,"id":"NM-0471-0001","kind":"aed","prefecture":"1501","county":"150102","sector":"culture-tourism",
        "commandKey":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","site":{"name":"x"},
        "pins":{"board":"esp32-devkitc","aedDoor":32,"aedPresence":33,"sounder":25,"beacon":26,"oneWireTx":17,"oneWireRx":16,"heater":27,"mains":34},
        "broker":{"host":"broker.example","tls":false,"firstAttemptSeconds":1,"maxRetrySeconds":10}}
        """u8.ToArray();

    private readonly OnBench _flash = new();
    private readonly FaultBroker _broker;
    private readonly Func<bool> _isShort;
    private readonly Action<bool> _runs;
    private readonly HashSet<(int Boot, int Seq)> _made = [];
    private readonly HashSet<(int Boot, int Seq)> _arrived = [];
    private readonly SortedDictionary<string, string> _texts = [];
    private readonly List<string> _wrong = [];
    private readonly Queue<string> _lines = [];
    private long _nowMs;
    private Boot? _boot;
    private LastResort? _lastResort;
    private long _startAtMs = StartMs;
    private long _shortAtMs = -1;
    private long _recoveredAtMs = -1;
    private bool _isTold;
    private bool _restarts;

    public FaultBoard(Func<bool> isShort, Action<bool> runs)
    {
        _runs = runs;
        _isShort = isShort;
        _ = _flash.TryWrite(ConfigurationFile.Name, s_file);
        _broker = new FaultBroker { Delivers = Take };
    }

    /// <summary>Who the demo's cabinet is.</summary>
    public static string CabinetId { get; } = ConfigurationFile.Parse(s_file, new ConfigurationProblems()).Id;

    /// <summary>The key in the demo's configuration.</summary>
    public static byte[] Key { get; } = ConfigurationFile.Parse(s_file, new ConfigurationProblems()).CommandKey;

    public InputImage Inputs { get; } = new() { AedPresenceContactClosed = true, MainsPresent = true, BatteryMv = 12600 };

    /// <summary>The counters of the commands that were carried out.</summary>
    public HashSet<long> Executed { get; } = [];

    public bool IsUp { get; private set; }

    /// <summary>
    /// How often the board was started: twice, for the new settings want a restart, and once more for a fault that restarts it.
    /// </summary>
    public int Boots { get; private set; }

    public Action<JsonNode, int> Replied { get; set; } = (_, _) => { };

    public void BreakLink() => _broker.Break();

    public bool TrySend(byte[] command) => _boot is not null && _broker.TrySendCommand(command);

    public void Step(int nowMs)
    {
        _nowMs = nowMs;
        _broker.Advance();
        _runs(nowMs < LastFaultMs);
        if (_boot is null && nowMs >= _startAtMs)
        {
            Start();
        }

        if (_boot is { } boot)
        {
            // Without flash, events are sent from memory for a while.
            _flash.Refuses = nowMs is >= 41_000 and < 50_000;
            Run(boot);
            _flash.Refuses = false;
        }

        _runs(false);

        if (_isShort() && _shortAtMs < 0)
        {
            _shortAtMs = nowMs;
        }

        if (_shortAtMs >= 0 && nowMs > _shortAtMs && _recoveredAtMs < 0 && _boot is { Link.State: LinkState.Online, Outbox.Count: 0 })
        {
            _recoveredAtMs = nowMs;
        }
    }

    /// <summary>What is wrong at the end.</summary>
    public IEnumerable<string> Wrong()
    {
        foreach (string wrong in _wrong)
        {
            yield return wrong;
        }

        foreach ((int madeIn, int seq) in _made.Except(_arrived))
        {
            yield return $"event {madeIn}/{seq} was lost";
        }

        if (_boot is null || _boot.Link.State != LinkState.Online || _boot.Outbox.Count > 0)
        {
            yield return $"not recovered: {(_boot is null ? "no boot" : $"link {_boot.Link.State}, {_boot.Outbox.Count} events wait")}; "
                + $"short at {_shortAtMs}; the log ends: {string.Join(" | ", _lines)}";
        }

        if (_shortAtMs >= 0 && _recoveredAtMs - _shortAtMs > RecoveryMs)
        {
            yield return $"it took {_recoveredAtMs - _shortAtMs} ms to recover";
        }

        if (_isShort() && !_isTold && _boot?.Exchange.Shortage.Count == 0)
        {
            yield return "the lack of memory was neither counted nor told";
        }
    }

    public void Add(CabinetEvent item)
    {
        _boot!.Outbox.Add(item);
        _ = _made.Add((item.Boot, item.Seq));
        _isTold = _isTold
            || (item.Kind == EventKind.BootCrashed && item.Data.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal));
    }

    private void Log(string line)
    {
        _lines.Enqueue($"{_nowMs} {line}");
        if (_lines.Count > KeptLines)
        {
            _ = _lines.Dequeue();
        }
    }

    void IBoard.Restart() => _restarts = true;

    void INetwork.Restart()
    {
    }

    void INetwork.Start() => IsUp = true;

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = BeganUnixMs + _nowMs;
        return true;
    }

    public void Info(string line) => Log(line);

    public void Warning(string line) => Log(line);

    public void Error(string line) => Log(line);

    private void Start()
    {
        // The same as Program.Main.
        Boots++;
        _lastResort = null;
        try
        {
            _lastResort = new LastResort(_flash, this, this);
            _boot = new Boot(this, _lastResort, _nowMs);
        }
        catch (Exception exception)
        {
            if (_lastResort is null)
            {
                _isTold = true;
                _restarts = true;
            }
            else
            {
                End("main", exception);
            }
        }

        RestartIfAsked();
    }

    private void Run(Boot boot)
    {
        long nowMs = _nowMs - boot.StartedMs;
        Inputs.UnixMs = BeganUnixMs + _nowMs;
        bool hasFailed = false;
        bool isRestartDue = false;
        try
        {
            isRestartDue = boot.Exchange.Restarts.IsAsked && !boot.Exchange.Alarm.IsSounding;
            Inputs.IsOnline = boot.Link.State == LinkState.Online;
            _ = boot.Cabinet.Step(Inputs, nowMs, boot.Image);
            boot.Outputs.Write(boot.Image);
            boot.Scan.Note();
        }
        catch (Exception exception)
        {
            // The same as ControlLoop.
            hasFailed = true;
            _lastResort!.MakeSafe("scan", exception);
        }

        Guard("storage", () => boot.Storage.TryRound(nowMs));
        Guard("link", () => boot.LinkLoop.Round(nowMs));
        if (!_restarts && (hasFailed || isRestartDue))
        {
            EndInOrder(boot, hasFailed, nowMs);
        }

        RestartIfAsked();
    }

    // The same as CabinetApplication at its end.
    private void EndInOrder(Boot boot, bool hasFailed, long nowMs)
    {
        // Flash works at the end: losing an event that is in memory only would take two faults.
        _flash.Refuses = false;
        try
        {
            if (!hasFailed)
            {
                boot.Outputs.MakeSafe();
                _ = boot.Boots.TryMarkPlannedUnlessCrashed(boot.Exchange.Restarts.Reason);
            }

            _ = boot.Storage.TryFinish(nowMs);
        }
        catch (Exception exception)
        {
            _lastResort!.End("main", exception);
        }

        _restarts = true;
    }

    // The same as GuardedThread.
    private void Guard(string thread, Action round)
    {
        try
        {
            round();
        }
        catch (Exception exception)
        {
            End(thread, exception);
        }
    }

    private void End(string where, Exception exception)
    {
        if (exception is not OutOfMemoryException)
        {
            _wrong.Add($"{where}: {exception}");
        }

        _lastResort!.End(where, exception);
        if (!_restarts)
        {
            _wrong.Add("the last resort did not restart the board");
        }
    }

    private void RestartIfAsked()
    {
        if (!_restarts)
        {
            return;
        }

        _restarts = false;
        if (_boot is { } boot && boot.Board.High.Count > 0)
        {
            _wrong.Add("an output was on at the restart");
        }

        _isTold = _isTold || _boot?.Exchange.Shortage.Count > 0;
        _boot = null;
        _broker.Close(false);
        _startAtMs = _nowMs + StartMs;
        IsUp = false;
    }

    private void Take(string topic, string text)
    {
        JsonNode message = JsonNode.Parse(text)!;
        if (topic.EndsWith("/reply", StringComparison.Ordinal))
        {
            Replied(message, (int)_nowMs);
        }
        else if (topic.EndsWith("/event", StringComparison.Ordinal))
        {
            (int Boot, int Seq) key = (message["boot"]!.GetValue<int>(), message["seq"]!.GetValue<int>());
            _ = _arrived.Add(key);
            string name = string.Create(CultureInfo.InvariantCulture, $"{key.Boot}/{key.Seq}");
            string kind = message["event"]!.GetValue<string>();
            if (_texts.TryGetValue(name, out string? before) && before != kind)
            {
                _wrong.Add($"event {name} is {before} and {kind}");
            }

            _texts[name] = kind;
        }
        else if (topic.EndsWith("/online", StringComparison.Ordinal) && message["online"]!.GetValue<bool>() && _boot?.Scan.Count == 0)
        {
            _wrong.Add("online before the first scan");
        }
    }
}
