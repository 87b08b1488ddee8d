using System;
using System.Threading;
using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Formats;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Parsing;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Temperature;
using AedCabinet.Timing;

namespace AedCabinet.Controller
{
    /// <summary>
    /// One running cabinet: wires the hardware, the judgement and the link together and runs their threads. The same on the
    /// device and on a desktop; only the hardware handed in differs.
    /// </summary>
    public sealed class CabinetApplication
    {
        // A stop waits for the link's farewell, and for a connection attempt that may be under way.
        private const int StopTimeoutMs = 5000;

        private const string StorageThread = "storage";
        private const string LinkThread = "link";

        // The parts of a start that the others can do without.
        private const int OutboxPart = 0;
        private const int NumberPart = 1;
        private const int ReportPart = 2;
        private const int ClockPart = 3;
        private const int LastBootPart = 4;
        private const int LinkPart = 5;
        private const int InputsPart = 6;
        private const int OutputsPart = 7;
        private const int CabinetPart = 8;
        private const int ProbesPart = 9;
        private const int ServicePart = 10;
        private const int WatchdogPart = 11;
        private const string PartNames = "outbox, boot-number, report, clock, last-boot, link, inputs, outputs, cabinet, probe, service, watchdog";

        private readonly BootClock _clock;
        private readonly AutoResetEvent _linkWake = new AutoResetEvent(false);
        private readonly AutoResetEvent _storageWake = new AutoResetEvent(false);
        private readonly ScanHealth _health;
        private readonly LastResort _lastResort;
        private readonly CabinetHardware _hardware;
        private readonly ILog _log;
        private readonly CabinetConfiguration _configuration;
        private readonly Outbox _outbox;
        private readonly BootRecord _boots;
        private readonly Progress _scanProgress = new Progress();
        private readonly ScanExchange _exchange;
        private readonly MemoryKeeper _memory;
        private readonly ProbeMailbox _insideProbe = new ProbeMailbox();
        private readonly ProbeMailbox _outsideProbe = new ProbeMailbox();
        private readonly WatchdogPin _watchdog;
        private readonly ProbeRounds _probes;
        private readonly ControlLoop _control;
        private readonly StorageLoop _storage;
        private LinkLoop _linkLoop;
        private readonly SupervisorLoop _supervisor;
        private readonly SleepControl _sleep;
        private SettingsTrial _trial;

        /// <summary>Initializes a new instance of the <see cref="CabinetApplication"/> class: reads flash, counts the boot and opens the pins.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="hardware">What it runs on.</param>
        /// <param name="random">The source of jitter.</param>
        /// <param name="log">The serial log.</param>
        public CabinetApplication(CabinetConfiguration configuration, CabinetHardware hardware, Random random, ILog log)
        {
            _hardware = hardware;
            _lastResort = hardware.LastResort ?? new LastResort(hardware.Flash, hardware.Board, log);
            _clock = hardware.BootClock;
            _log = log;
            NoticeQueue notices = new NoticeQueue();
            _boots = new BootRecord(hardware.Flash, log);
            _boots.Clock = hardware.Clock;
            _lastResort.Know(_boots);
            _outbox = new Outbox(hardware.Flash, hardware.Clock, notices, log);
            Begin(OutboxPart, configuration, random);
            Begin(NumberPart, configuration, random);
            if (Boot == 0)
            {
                int before = configuration.FirstBoot > _outbox.HighestBoot ? configuration.FirstBoot : _outbox.HighestBoot;
                Boot = (before + BootCounter.CountedBoots + random.Next(BootCounter.UncountedBoots)) & int.MaxValue;
                _outbox.NoteGivenUp();
            }

            _configuration = _boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
            Begin(ReportPart, configuration, random);

            // Nobody will ever hear of what happens before the cabinet has a name; of what happens before it can read it, later.
            IEventSink events = _outbox;
            if (!configuration.IsCommissioned && !configuration.IsUnread)
            {
                events = new EventQueue();
            }

            _exchange = new ScanExchange(events, notices);
            _health = new ScanHealth(_exchange.Shortage);
            _memory = new MemoryKeeper(hardware.Flash, _exchange.Memories, _boots, _exchange.Restarts);
            Begin(ClockPart, configuration, random);
            Begin(LastBootPart, configuration, random);
            if (configuration.IsCommissioned)
            {
                Begin(LinkPart, configuration, random);
            }

            _storage = new StorageLoop(new Storekeeper(_outbox, _memory), _clock, _storageWake, _linkWake, _boots, _exchange.Restarts, _exchange.Shortage, log);
            _storage.Unread = configuration.IsUnread && !configuration.IsCommissioned ? hardware.Flash : null;

            // Safe mode never sleeps.
            if (Link != null && !_configuration.IsSafeMode && SleepControl.IsFor(_configuration))
            {
                _sleep = new SleepControl(_configuration.Power, hardware.Flash, _exchange, _outbox, Link, _trial);
            }

            GpioInputs inputs = (GpioInputs)Begin(InputsPart, configuration, random);
            GpioOutputs outputs = (GpioOutputs)Begin(OutputsPart, configuration, random);
            _control = CreateControl(inputs, outputs, (Cabinet)Begin(CabinetPart, configuration, random));
            _probes = (ProbeRounds)Begin(ProbesPart, configuration, random);
            ServiceLog service = (ServiceLog)Begin(ServicePart, configuration, random);
            _watchdog = (WatchdogPin)Begin(WatchdogPart, configuration, random);
            Supervisor supervisor = new Supervisor(_scanProgress, _storage.Progress, _linkLoop == null ? null : _linkLoop.Progress);
            _supervisor = new SupervisorLoop(supervisor, _watchdog, _probes, service, _lastResort, _exchange.Shortage, _clock);
        }

        /// <summary>Gets the number of this boot.</summary>
        public int Boot { get; private set; }

        /// <summary>Gets the link, or <c>null</c> when the cabinet is not commissioned and knows nobody to report to.</summary>
        public RegistryLink Link { get; private set; }

        /// <summary>Gets the sleep for which <see cref="Run"/> returned, or <c>null</c>: then the board is to restart.</summary>
        public SleepPlan Sleep => _sleep == null ? null : _sleep.Due;

        /// <summary>Gets what is asked of the cabinet.</summary>
        public RequestQueue Requests => _exchange.Requests;

        /// <summary>Gets where the scan leaves its state.</summary>
        public StateMailbox States => _exchange.States;

        /// <summary>
        /// Runs the cabinet on the calling thread, and the others on theirs, until <see cref="Stop"/>, until a restart or a sleep is due
        /// or until something has failed that nothing can go on after: then the outputs are safe and the board restarts.
        /// </summary>
        public void Run()
        {
            try
            {
                _lastResort.Know(StandIn, _exchange.Notices);
                GuardedThread storage = new GuardedThread(StorageThread, _storage.Run, _lastResort);
                GuardedThread link = _linkLoop == null ? null : new GuardedThread(LinkThread, _linkLoop.Run, _lastResort);
                GuardedThread supervisor = new GuardedThread("supervisor", _supervisor.Run, _lastResort);
                _control.Run();
                End(storage, link, supervisor);
            }
            catch (Exception exception)
            {
                _lastResort.End("main", exception);

                // Only a desktop comes here. What runs already ends, each thread in its time.
                StopOthers();
            }
        }

        /// <summary>Asks <see cref="Run"/> to say goodbye to the broker and return.</summary>
        public void Stop() => _control.Stop();

        private void End(GuardedThread storage, GuardedThread link, GuardedThread supervisor)
        {
            if (!_control.HasFailed)
            {
                _boots.TryMarkPlannedUnlessCrashed(Sleep != null ? "sleep" : _exchange.Restarts.IsAsked ? _exchange.Restarts.Reason : "stopped");
            }

            _supervisor.Stop();
            supervisor.Join(StopTimeoutMs);
            if (link != null)
            {
                _linkLoop.Stop();
                SayGoodbye(link);
            }

            // Last, so that what the broker acknowledged at the end is noted.
            _storage.Stop();
            storage.Join(StopTimeoutMs);
        }

        // Who falls asleep watches on meanwhile.
        private void SayGoodbye(GuardedThread link)
        {
            int stepMs = Sleep == null ? StopTimeoutMs : Cabinet.ScanPeriodMs;
            for (int waitedMs = 0; waitedMs < StopTimeoutMs && !link.Join(stepMs); waitedMs += stepMs)
            {
                if (Sleep != null)
                {
                    _control.Watch();
                }
            }

            if (Sleep != null)
            {
                _sleep.LookAgain();
            }
        }

        private void StopOthers()
        {
            _supervisor.Stop();
            _storage.Stop();
            if (_linkLoop != null)
            {
                _linkLoop.Stop();
            }
        }

        // In safe mode a restart has not helped: what throws is left out, and the others go on without it (SPEC §12).
        private object Begin(int part, CabinetConfiguration configuration, Random random)
        {
            try
            {
                switch (part)
                {
                    case OutboxPart:
                        _outbox.Open();
                        break;
                    case NumberPart:
                        CountBoot(configuration.FirstBoot, random);
                        break;
                    case ReportPart:
                        BootReport.Write(_configuration, _hardware, Boot, _boots, _log);
                        break;
                    case ClockPart:
                        _hardware.Clock.NotBefore(LocalTime.StartOf(_exchange.Memories.LastDay, configuration.Clock.UtcOffsetMinutes));
                        break;
                    case LastBootPart:
                        TellLastBoot();
                        break;
                    case LinkPart:
                        RegistryLink link = CreateLink(random);
                        _linkLoop = new LinkLoop(link, _clock, _linkWake, _boots, _exchange.Restarts, _scanProgress, _exchange.Shortage, _log);
                        Link = link;
                        break;
                    case CabinetPart:
                        return new Cabinet(_configuration, Boot, _exchange);
                    case InputsPart:
                        return new GpioInputs(_hardware.Gpio, _configuration.Pins, _clock, _exchange.Notices, _configuration.Kind);
                    case OutputsPart:
                        GpioOutputs outputs = new GpioOutputs(_hardware.Gpio, _configuration.Pins, _exchange.Notices);
                        _lastResort.Know(outputs);
                        return outputs;
                    case ProbesPart:
                        ClimateSettings climate = _configuration.Climate;
                        return climate.ProbeFitted ? new ProbeRounds(_hardware.ProbeBus, climate, _insideProbe, _outsideProbe, _exchange.Shortage, _log) : null;
                    case ServicePart:
                        return new ServiceLog(_configuration, _hardware.Network, _hardware.Clock, Link, _exchange, _log);
                    case WatchdogPart:
                        return new WatchdogPin(_hardware.Gpio, _configuration.Pins, _exchange.Notices);
                }
            }
            catch (Exception exception) when (_boots.IsSafeMode && !(exception is OutOfMemoryException))
            {
                TellLeftOut(part, exception);
            }

            return null;
        }

        private void TellLeftOut(int part, Exception exception)
        {
            try
            {
                string name = Words.At(PartNames, part);
                _log.Error("start: without " + name + " (" + exception.GetType().FullName + ")");
                if (_exchange != null)
                {
                    _exchange.Notices.TellFailed(name, exception);
                }
            }
            catch (Exception problem) when (!(problem is OutOfMemoryException))
            {
                // What tells may be what has failed.
            }
        }

        private void CountBoot(int firstBoot, Random random)
        {
            Boot = BootCounter.Next(_hardware.Flash, firstBoot, _outbox.HighestBoot, random, out bool isCounted);
            if (!isCounted)
            {
                _log.Error("storage: flash can't count the boots; this one is number " + Boot.ToString() + ", which none had before");
                _outbox.NoteGivenUp();
            }
        }

        // For a thread that has thrown in safe mode: what it did is not done any more, but neither supervisor nor watchdog restarts the board for it,
        // and of the supervisor's own the probes are read and the watchdog is fed.
        private void StandIn(object thread)
        {
            if ((string)thread == StorageThread)
            {
                _storage.Progress.Note(_clock.NowMs);
            }
            else if ((string)thread == LinkThread)
            {
                _linkLoop.Progress.Note(_clock.NowMs);
            }
            else
            {
                if (_probes != null)
                {
                    _probes.Step(_clock.NowMs);
                }

                _watchdog.Feed();
            }

            _ = _clock.IsPaced ? _clock.Wait(_storageWake, SupervisionTimeouts.PeriodMs) : _storageWake.WaitOne(SupervisionTimeouts.PeriodMs, false);
        }

        private void TellLastBoot()
        {
            _exchange.WakeCause = _boots.WakeOf(_hardware.WakeCause);
            if (_configuration.IsUnread && !_configuration.IsCommissioned)
            {
                // Whether there is a kit, the next boot will know.
                _boots.LeaveWake(_exchange.WakeCause);
            }

            _exchange.StartData = _boots.StartData;
            if (SleepControl.IsFor(_configuration))
            {
                _exchange.StartData += SleepControl.StartDataOf(_hardware.WakeCause);
            }

            if (_boots.CrashData != null)
            {
                _exchange.Notices.TryAdd(EventKind.BootCrashed, _boots.CrashData);
            }
        }

        private RegistryLink CreateLink(Random random)
        {
            MessageComposer composer = new MessageComposer(_configuration, Boot, _hardware.Clock);
            M2MqttConnection connection = new M2MqttConnection(_configuration, _hardware.Flash, _linkWake);
            Topics topics = new Topics(_configuration);
            LinkSession session = new LinkSession(connection, composer, topics);
            ReplyQueue replies = new ReplyQueue();
            Outgoing outgoing = new Outgoing(connection, composer, topics, _outbox, _exchange.States, _health, replies);
            ConnectPreparation preparation = new ConnectPreparation(_configuration.Broker.Tls, _hardware.Clock, _exchange.Handshake, _log);
            LinkEscalation escalation = new LinkEscalation(_hardware.Network, _exchange.Alarm, _exchange.Restarts, _hardware.Flash, _log);
            CommandGate commands = CreateGate(composer, outgoing, replies);
            return new RegistryLink(
                _configuration.Broker, _hardware.Network, connection, session, _outbox, outgoing, preparation, escalation, commands, random, _log);
        }

        private CommandGate CreateGate(MessageComposer composer, Outgoing outgoing, ReplyQueue replies)
        {
            IStorage flash = _hardware.Flash;
            JsonParser parser = new JsonParser();
            flash.Read(ConfigurationFile.Name, out byte[] file);
            RemoteSettings settings = new RemoteSettings(flash, file ?? new byte[0], file == null || _configuration.IsUnread);
            _trial = new SettingsTrial(settings, _exchange.Notices, _exchange.Restarts, _boots.IsSafeMode);
            CommandExecutor executor = new CommandExecutor(
                _configuration, parser, _exchange, outgoing, new SettingsCheck(flash, parser, settings, _health.Heap), _trial);
            HmacSha256Authenticator authenticator = new HmacSha256Authenticator(_configuration.CommandKey);
            return new CommandGate(_configuration.Id, authenticator, executor, composer, _hardware.Clock, _exchange.Notices, flash, replies, _exchange.Shortage);
        }

        private ControlLoop CreateControl(GpioInputs pins, GpioOutputs outputs, Cabinet cabinet)
        {
            InputCollector inputs = new InputCollector(pins, _insideProbe, _outsideProbe, _hardware.Battery, _hardware.Clock, Link, _exchange.Notices);
            ControlLoop control = new ControlLoop(inputs, outputs, cabinet, _clock, _health, _linkWake, _storageWake, _exchange, _lastResort, _sleep, _scanProgress, _log);
            control.Kind = _configuration.Kind;
            return control;
        }
    }
}
