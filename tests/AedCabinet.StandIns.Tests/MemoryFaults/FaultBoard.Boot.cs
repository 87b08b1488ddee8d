using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Globalization;
using System.Threading;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Parsing;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.StandIns.Tests.Firmware;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.StandIns.Tests.MemoryFaults;

/// <content>One boot of the board, and who watches its commands.</content>
internal sealed partial class FaultBoard
{
    /// <summary>One boot, wired as <see cref="CabinetApplication"/> wires it.</summary>
    private sealed class Boot
    {
        public Boot(FaultBoard board, LastResort lastResort, long startedMs)
        {
            StartedMs = startedMs;
            OnBench files = board._flash;
            CabinetConfiguration configuration = ConfigurationFile.Load(files, "ESP32_REV3", board);
            if (!configuration.IsCommissioned)
            {
                board._wrong.Add("the configuration was not taken, fault " + configuration.Fault.ToString());
            }

            NoticeQueue notices = new();
            Boots = new BootRecord(files, board);
            lastResort.Register(Boots);
            Outbox = new Outbox(files, board, notices, board);
            Outbox.Open();
            int number = BootCounter.Next(files, configuration.FirstBoot, Outbox.HighestBoot, new Random(1), out bool _);
            configuration = Boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
            Exchange = new ScanExchange(board, notices) { StartData = EventData.Start(Boots, false, WakeCause.PowerOn) };
            MemoryKeeper memory = new(files, Exchange.Memories, Boots, Exchange.Restarts);
            if (Boots.CrashReason != null)
            {
                _ = notices.TryAdd(EventKind.BootCrashed, EventData.BootCrashed(Boots));
            }

            MessageComposer composer = new(configuration, number, board);
            Topics topics = new(configuration);
            ReplyQueue replies = new();
            Outgoing outgoing = new(board._broker, composer, topics, Outbox, Exchange.States, new ScanHealth(Exchange.Shortage), replies);
            JsonParser parser = new();
            _ = files.Read(ConfigurationFile.Name, out byte[] file);
            RemoteSettings settings = new(files, file ?? []);
            SettingsTrial trial = new(settings, Exchange.Notices, Exchange.Restarts, Boots.IsSafeMode);
            CommandExecutor executor = new(configuration, parser, Exchange, outgoing, new SettingsCheck(files, parser, settings), trial);
            CommandGate gate = new(
                configuration.Id, new HmacSha256Authenticator(configuration.CommandKey), new Watched(board, executor), composer, board,
                Exchange.Notices, files, replies, Exchange.Shortage);
            Link = new RegistryLink(
                configuration.Broker,
                board,
                board._broker,
                new LinkSession(board._broker, composer, topics),
                Outbox,
                outgoing,
                new ConnectPreparation(false, board, Exchange.Handshake, board),
                new LinkEscalation(board, Exchange.Alarm, Exchange.Restarts, files, board),
                gate,
                new Random(1),
                board);
            LinkLoop = new LinkLoop(Link, new BootClock(), new AutoResetEvent(false), Boots, Exchange.Restarts, Scan,
                Exchange.Shortage, board);
            Storage = new StorageLoop(new Storekeeper(Outbox, memory), new BootClock(), new AutoResetEvent(false),
                new AutoResetEvent(false), Boots, Exchange.Restarts, Exchange.Shortage, board);
            Outputs = new GpioOutputs(new GpioController(Board), configuration.Pins, Exchange.Notices);
            lastResort.Register(Outputs);
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

        public PinsInMemory Board { get; } = new();

        public GpioOutputs Outputs { get; }

        public OutputImage Image { get; } = new();

        public Progress Scan { get; } = new();
    }

    /// <summary>Sees which commands were carried out.</summary>
    private sealed class Watched(FaultBoard board, ICommandExecutor executor) : ICommandExecutor
    {
        public bool Knows(string name) => executor.Knows(name);

        public string WhyBadArguments(string name, string args, out CommandArguments arguments) =>
            executor.WhyBadArguments(name, args, out arguments);

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

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome) =>
            executor.TryTakeLateOutcome(out id, out name, out outcome);
    }
}
