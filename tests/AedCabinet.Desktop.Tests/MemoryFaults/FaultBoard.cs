using System.Device.Gpio;
using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Desktop.Tests.MemoryFaults;

/// <summary>
/// A board in virtual time whose firmware may find no memory anywhere: the firmware's own loops, each called in its turn as its thread
/// would, and its own last resort. It sees every event that the scan makes and every message that arrives.
/// </summary>
internal sealed class FaultBoard : IBoard, ILog, IEventSink
{
    /// <summary>From one scan to the next: the judgement's times are longer.</summary>
    public const int StepMs = 100;

    /// <summary>From a restart to the first scan, in milliseconds.</summary>
    private const int StartMs = 3000;

    /// <summary>A fault, however it ends, must be over within this, in milliseconds: a restart, the wait for the network and the longest first pause (TIMEOUTS.md).</summary>
    private const int RecoveryMs = 90_000;

    private static readonly byte[] s_file = ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", 1883));

    private readonly Timeline _timeline = new(null);
    private readonly SimulatedFlash _flash = new();
    private readonly IStorage _files;
    private readonly VirtualClock _clock;
    private readonly VirtualNetwork _network;
    private readonly VirtualBroker _broker;
    private readonly Func<bool> _isShort;
    private readonly HashSet<(int Boot, int Seq)> _made = [];
    private readonly HashSet<(int Boot, int Seq)> _arrived = [];
    private readonly SortedDictionary<string, string> _texts = [];
    private readonly List<string> _wrong = [];
    private readonly int _seed;
    private Boot? _boot;
    private LastResort? _lastResort;
    private long _startAtMs = StartMs;
    private long _shortAtMs = -1;
    private long _recoveredAtMs = -1;
    private bool _isTold;
    private bool _restarts;

    public FaultBoard(int seed, Func<bool> isShort)
    {
        _seed = seed;
        _isShort = isShort;
        _files = new ProvidedConfiguration(_flash, s_file);
        _clock = new VirtualClock(_timeline) { IsKnown = true };
        _network = new VirtualNetwork(_timeline);
        _broker = new VirtualBroker(_timeline, _network, new SeededRandom(seed), _ => { }) { Delivers = Take };
    }

    /// <summary>Who the demo's cabinet is.</summary>
    public static string CabinetId { get; } = ConfigurationFile.Parse(s_file, new ConfigurationProblems()).Id;

    /// <summary>The key in the demo's configuration.</summary>
    public static byte[] Key { get; } = ConfigurationFile.Parse(s_file, new ConfigurationProblems()).CommandKey;

    public InputImage Inputs { get; } = new() { AedPresenceContactClosed = true, MainsPresent = true, BatteryMv = 12600 };

    /// <summary>The counters of the commands that were carried out.</summary>
    public HashSet<long> Executed { get; } = [];

    public Action<JsonNode, int> Replied { get; set; } = (_, _) => { };

    public void BreakLink() => _broker.Break(true);

    public bool TrySend(byte[] command) => _boot is not null && _broker.TrySendCommand(command);

    public void Step(int nowMs)
    {
        _timeline.NowMs = nowMs;
        if (_boot is null && nowMs >= _startAtMs)
        {
            Start();
        }

        if (_boot is { } boot)
        {
            Run(boot);
        }

        _broker.SendDueWill();
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
            yield return $"not recovered: {(_boot is null ? "no boot" : $"link {_boot.Link.State}, {_boot.Outbox.Count} events wait")}";
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
        _isTold = _isTold || (item.Kind == EventKind.BootCrashed && item.Data.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal));
    }

    public void Restart() => _restarts = true;

    public void Info(string line)
    {
    }

    public void Warning(string line)
    {
    }

    public void Error(string line)
    {
    }

    private void Start()
    {
        // As Program.Main does.
        _lastResort = new LastResort(_files, this, this);
        try
        {
            _boot = new Boot(this, _lastResort, _timeline.NowMs);
        }
        catch (Exception exception)
        {
            End("main", exception);
        }

        RestartIfAsked();
    }

    private void Run(Boot boot)
    {
        long nowMs = _timeline.NowMs - boot.StartedMs;
        Inputs.UnixMs = _clock.TryGetUtc(out long unixMs) ? unixMs : -1;
        Inputs.IsOnline = boot.Link.State == LinkState.Online;
        bool hasFailed = false;
        try
        {
            _ = boot.Cabinet.Step(Inputs, nowMs, boot.Image);
            boot.Outputs.Write(boot.Image);
            boot.Scan.Note(nowMs);
        }
        catch (Exception exception)
        {
            // As ControlLoop does.
            hasFailed = true;
            _lastResort!.MakeSafe("scan", exception);
        }

        Guard("storage", () => boot.Storage.Round(nowMs));
        _broker.Advance();
        Guard("link", () => boot.LinkLoop.Round(nowMs));
        _broker.BlockedMs = 0;
        if (!_restarts && (hasFailed || (boot.Exchange.Restarts.IsAsked && !boot.Exchange.Alarm.IsSounding)))
        {
            EndInOrder(boot, hasFailed, nowMs);
        }

        RestartIfAsked();
    }

    // As CabinetApplication does at its end.
    private void EndInOrder(Boot boot, bool hasFailed, long nowMs)
    {
        try
        {
            if (!hasFailed)
            {
                boot.Outputs.MakeSafe();
                _ = boot.Boots.TryMarkPlannedUnlessCrashed(boot.Exchange.Restarts.Reason);
            }

            boot.Storage.Finish(nowMs);
        }
        catch (Exception exception)
        {
            _lastResort!.End("main", exception);
        }

        _restarts = true;
    }

    // As GuardedThread does.
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
        if (_boot is { } boot && boot.Pins.Any(boot.Board.IsHigh))
        {
            _wrong.Add("an output was on at the restart");
        }

        _boot = null;
        _broker.Close(false);
        _network.PowerOff();
        _startAtMs = _timeline.NowMs + StartMs;
    }

    private void Take(string topic, string text)
    {
        JsonNode message = JsonNode.Parse(text)!;
        if (topic.EndsWith("/reply", StringComparison.Ordinal))
        {
            Replied(message, (int)_timeline.NowMs);
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

    /// <summary>One boot, wired as <see cref="CabinetApplication"/> wires it.</summary>
    private sealed class Boot
    {
        public Boot(FaultBoard board, LastResort lastResort, long startedMs)
        {
            StartedMs = startedMs;
            IStorage files = board._files;
            CabinetConfiguration configuration = ConfigurationFile.Load(files, SimulatedBoard.Target, board);
            configuration.Broker.FirstAttemptSeconds = 1;
            configuration.Broker.Tls = false;
            NoticeQueue notices = new();
            Outbox = new Outbox(files, board._clock, notices, board);
            Outbox.Open();
            int number = BootCounter.Next(files, configuration.FirstBoot, Outbox.HighestBoot, board);
            Boots = new BootRecord(files, board);
            lastResort.Know(Boots);
            configuration = Boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
            Exchange = new ScanExchange(board, notices) { StartData = Boots.StartData };
            MemoryKeeper memory = new(files, Exchange.Memories, Boots, Exchange.Restarts);
            if (Boots.CrashData != null)
            {
                _ = notices.TryAdd(EventKind.BootCrashed, Boots.CrashData);
            }

            MessageComposer composer = new(configuration, number, board._clock);
            Topics topics = new(configuration);
            ReplyQueue replies = new();
            Outgoing outgoing = new(board._broker, composer, topics, Outbox, Exchange.States, new ScanHealth(Exchange.Shortage), replies);
            JsonParser parser = new();
            _ = files.TryRead(ConfigurationFile.Name, out byte[] file);
            RemoteSettings settings = new(files, file ?? []);
            SettingsTrial trial = new(settings, Exchange.Notices, Exchange.Restarts, Boots.IsSafeMode);
            CommandExecutor executor = new(configuration, parser, Exchange, outgoing, new SettingsCheck(files, parser, settings), trial);
            CommandGate gate = new(
                configuration.Id, new HmacSha256Authenticator(configuration.CommandKey), new Watched(board, executor), composer, board._clock, Exchange.Notices, files, replies, Exchange.Shortage);
            Link = new RegistryLink(
                configuration.Broker,
                board._network,
                board._broker,
                new LinkSession(board._broker, composer, topics),
                Outbox,
                outgoing,
                new ConnectPreparation(false, board._clock, Exchange.Handshake, board),
                new LinkEscalation(board._network, Exchange.Alarm, Exchange.Restarts, files, board),
                gate,
                new Random(board._seed),
                board);
            LinkLoop = new LinkLoop(Link, new BootClock(), new AutoResetEvent(false), Boots, Exchange.Restarts, Scan, Exchange.Shortage, board);
            Storage = new StorageLoop(new Storekeeper(Outbox, memory), new BootClock(), new AutoResetEvent(false), new AutoResetEvent(false), Boots, Exchange.Restarts, Exchange.Shortage, board);
            Outputs = new GpioOutputs(new GpioController(Board), configuration.Pins);
            Pins = [configuration.Pins.Heater, configuration.Pins.Sounder, configuration.Pins.Beacon];
            lastResort.Know(Outputs);
            Cabinet = new Cabinet(configuration, number, Exchange);
        }

        public long StartedMs { get; }

        public Outbox Outbox { get; }

        public BootRecord Boots { get; }

        public ScanExchange Exchange { get; }

        public RegistryLink Link { get; }

        public LinkLoop LinkLoop { get; }

        public StorageLoop Storage { get; }

        public Cabinet Cabinet { get; }

        public SimulatedBoard Board { get; } = new();

        public GpioOutputs Outputs { get; }

        public int[] Pins { get; }

        public OutputImage Image { get; } = new();

        public Progress Scan { get; } = new();
    }

    /// <summary>Sees which commands were carried out.</summary>
    private sealed class Watched(FaultBoard board, ICommandExecutor executor) : ICommandExecutor
    {
        public bool Knows(string name) => executor.Knows(name);

        public string WhyBadArguments(string name, string args, out CommandArguments arguments) => executor.WhyBadArguments(name, args, out arguments);

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs)
        {
            CommandOutcome outcome = executor.Execute(id, name, arguments, nowMs);
            if (!board.Executed.Add(long.Parse(id.AsSpan(2), CultureInfo.InvariantCulture)))
            {
                board._wrong.Add($"{name} {id} was carried out twice");
            }

            return outcome;
        }

        public long DeadlineMs(long nowMs) => executor.DeadlineMs(nowMs);

        public void Step(bool isOnline, long nowMs) => executor.Step(isOnline, nowMs);

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome) => executor.TryTakeLateOutcome(out id, out name, out outcome);
    }
}
