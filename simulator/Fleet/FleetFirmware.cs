using AedCabinet.Controller;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// One boot of a fleet's cabinet: the firmware's own classes wired as <see cref="CabinetApplication"/> wires them, without its
/// threads. A power cut is nothing but forgetting it.
/// </summary>
internal sealed class FleetFirmware : IEventSink, IHealthSource
{
    private readonly Action<CabinetEvent>? _happened;
    private readonly IWallClock _clock;
    private readonly Outbox _outbox;
    private readonly BootRecord _boots;
    private readonly ScanExchange _exchange;

    /// <summary>Initializes a new instance of the <see cref="FleetFirmware"/> class: what the board does before its threads start.</summary>
    /// <param name="configuration">Its settings, commissioned.</param>
    /// <param name="board">What it runs on.</param>
    /// <param name="happened">Told of every event in the scan in which it happens, or <c>null</c>.</param>
    public FleetFirmware(CabinetConfiguration configuration, FleetHardware board, Action<CabinetEvent>? happened)
    {
        _happened = happened;
        _clock = board.Clock;
        NoticeQueue notices = new();
        _outbox = new Outbox(board.Flash, board.Clock, notices, board.Log);
        _outbox.Open();
        Number = BootCounter.Next(board.Flash, configuration.FirstBoot, _outbox.HighestBoot, board.Log);
        _exchange = new ScanExchange(this, notices);
        _boots = new BootRecord(board.Flash, board.Log);
        Storekeeper = new Storekeeper(_outbox, new MemoryKeeper(board.Flash, _exchange.Memories, _boots, _exchange.Restarts));
        configuration = _boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
        _exchange.StartData = _boots.StartData;
        if (_boots.CrashData != null)
        {
            notices.TryAdd(EventKind.BootCrashed, _boots.CrashData);
        }

        Link = CreateLink(configuration, board);
        Cabinet = new Cabinet(configuration, Number, _exchange);
        Scans = new IdleScans(Cabinet);
    }

    /// <summary>Gets its number.</summary>
    public int Number { get; }

    /// <summary>Gets its judgement.</summary>
    public Cabinet Cabinet { get; }

    /// <summary>Gets its scans, of which those that would change nothing may be left out.</summary>
    public IdleScans Scans { get; }

    /// <summary>Gets its storage.</summary>
    public Storekeeper Storekeeper { get; }

    /// <summary>Gets its link.</summary>
    public RegistryLink Link { get; }

    /// <summary>Gets how many events wait for the broker's acknowledgement.</summary>
    public int WaitingEvents => _outbox.Count;

    /// <summary>Gets how many events were given up because too many waited.</summary>
    public int DroppedEvents => _outbox.DroppedCount;

    /// <summary>Gets a value indicating whether another thread has left something for the scan.</summary>
    public bool NeedsScan => _exchange.NeedsScan;

    /// <summary>Gets why the board is to restart, or <c>null</c>.</summary>
    public string? RestartReason => _exchange.Restarts.Reason;

    /// <summary>One scan. Those since the one before that were left out were ones that would have changed nothing.</summary>
    /// <param name="images">The images, the inputs written.</param>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    /// <returns>Whether there is news for flash and link.</returns>
    public bool Scan(FleetImages images, long nowMs)
    {
        TakeClockAndLink(images.Inputs);
        return Scans.Step(images.Inputs, nowMs, images.Outputs);
    }

    /// <summary>Writes what no contact says into the input image.</summary>
    /// <param name="inputs">The image.</param>
    public void TakeClockAndLink(InputImage inputs)
    {
        inputs.UnixMs = _clock.TryGetUtc(out long unixMs) ? unixMs : -1;
        inputs.IsOnline = Link.State == LinkState.Online;
    }

    /// <summary>What the storage thread does.</summary>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    public void StepStorage(long nowMs) => Storekeeper.Step(nowMs);

    /// <summary>The end on purpose: everything is stored, and the reason kept.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    public void End(string reason, long nowMs)
    {
        _boots.TryMarkPlannedUnlessCrashed(reason);
        Storekeeper.End(nowMs);
    }

    /// <inheritdoc/>
    public void Add(CabinetEvent item)
    {
        _outbox.Add(item);
        _happened?.Invoke(item);
    }

    /// <inheritdoc/>
    public void Read(FirmwareHealth health)
    {
        // A fleet's scans are timed as a whole, and its memory is the process's: there is nothing to say of one cabinet.
    }

    private RegistryLink CreateLink(CabinetConfiguration configuration, FleetHardware board)
    {
        MessageComposer composer = new(configuration, Number, board.Clock);
        Topics topics = new(configuration);
        ReplyQueue replies = new();
        Outgoing outgoing = new(board.Connection, composer, topics, _outbox, _exchange.States, this, replies);
        ConnectPreparation preparation = new(configuration.Broker.Tls, board.Clock, _exchange.Handshake, board.Log);
        LinkEscalation escalation = new(board.Network, _exchange.Alarm, _exchange.Restarts, board.Flash, board.Log);
        JsonParser parser = new();
        board.Flash.TryRead(ConfigurationFile.Name, out byte[] file);
        RemoteSettings settings = new(board.Flash, file ?? []);
        SettingsTrial trial = new(settings, _exchange.Notices, _exchange.Restarts, _boots.IsSafeMode);
        CommandExecutor executor = new(configuration, parser, _exchange, outgoing, new SettingsCheck(board.Flash, parser, settings), trial);
        HmacSha256Authenticator authenticator = new(configuration.CommandKey);
        CommandGate gate = new(configuration.Id, authenticator, executor, composer, board.Clock, _exchange.Notices, board.Flash, replies);
        return new RegistryLink(
            configuration.Broker, board.Network, board.Connection, new LinkSession(board.Connection, composer, topics), _outbox, outgoing, preparation, escalation, gate, board.Random, board.Log);
    }
}
