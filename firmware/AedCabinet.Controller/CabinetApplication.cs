using System;
using System.Threading;

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
            OpenOutbox();
            Boot = BootCounter.Next(hardware.Flash, configuration.FirstBoot, _outbox.HighestBoot, random, out bool isCounted);
            if (!isCounted)
            {
                log.Error("storage: flash can't count the boots; this one is number " + Boot.ToString() + ", which none had before");
                _outbox.NoteGivenUp();
            }

            _configuration = _boots.IsSafeMode ? configuration.ToSafeMode() : configuration;
            BootReport.Write(_configuration, hardware, Boot, _boots, log);

            // Nobody will ever hear of what happens before the cabinet has a name; of what happens before it can read it, later.
            IEventSink events = _outbox;
            if (!configuration.IsCommissioned && !configuration.IsUnread)
            {
                events = new EventQueue();
            }

            _exchange = new ScanExchange(events, notices);
            _health = new ScanHealth(_exchange.Shortage);
            _memory = new MemoryKeeper(hardware.Flash, _exchange.Memories, _boots, _exchange.Restarts);
            hardware.Clock.NotBefore(LocalTime.StartOf(_exchange.Memories.LastDay, configuration.Clock.UtcOffsetMinutes));
            TellLastBoot();
            if (configuration.IsCommissioned)
            {
                MakeLink(random);
            }

            _storage = new StorageLoop(new Storekeeper(_outbox, _memory), _clock, _storageWake, _linkWake, _boots, _exchange.Restarts, _exchange.Shortage, log);
            _storage.Unread = configuration.IsUnread ? hardware.Flash : null;
            ProbeMailbox insideProbe = new ProbeMailbox();
            ProbeMailbox outsideProbe = new ProbeMailbox();
            ProbeRounds probes = _configuration.Climate.ProbeFitted
                ? new ProbeRounds(hardware.ProbeBus, _configuration.Climate, insideProbe, outsideProbe, _exchange.Shortage, log)
                : null;

            if (SleepControl.IsFor(_configuration) && Link != null)
            {
                _sleep = new SleepControl(_configuration.Power, hardware.Flash, _exchange, _outbox, Link, _trial);
            }

            _control = CreateControl(insideProbe, outsideProbe);
            Supervisor supervisor = new Supervisor(_scanProgress, _storage.Progress, _linkLoop == null ? null : _linkLoop.Progress);
            ServiceLog service = new ServiceLog(_configuration, hardware.Network, hardware.Clock, Link, _exchange, log);
            _supervisor = new SupervisorLoop(supervisor, new WatchdogPin(hardware.Gpio, _configuration.Pins, notices), probes, service, _lastResort, _exchange.Shortage, _clock);
        }

        /// <summary>Gets the number of this boot.</summary>
        public int Boot { get; }

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
                GuardedThread storage = new GuardedThread("storage", _storage.Run, _lastResort);
                GuardedThread link = _linkLoop == null ? null : new GuardedThread("link", _linkLoop.Run, _lastResort);
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

        private void OpenOutbox()
        {
            try
            {
                _outbox.Open();
            }
            catch (Exception exception) when (_boots.IsSafeMode && !(exception is OutOfMemoryException))
            {
                _log.Error("outbox: can't be opened (" + exception.GetType().FullName + "); the cabinet goes on without what it holds");
            }
        }

        private void MakeLink(Random random)
        {
            try
            {
                Link = CreateLink(random);
                _linkLoop = new LinkLoop(Link, _clock, _linkWake, _boots, _exchange.Restarts, _scanProgress, _exchange.Shortage, _log);
            }
            catch (Exception exception) when (_boots.IsSafeMode && !(exception is OutOfMemoryException))
            {
                // A restart has not helped: door, alarm and heater go on without it.
                Link = null;
                _log.Error("link: none (" + exception.GetType().FullName + ")");
            }
        }

        private void TellLastBoot()
        {
            _exchange.WakeCause = _hardware.WakeCause;
            _exchange.StartData = _boots.StartData + (SleepControl.IsFor(_configuration) ? SleepControl.StartDataOf(_hardware.WakeCause) : string.Empty);
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
            RemoteSettings settings = new RemoteSettings(flash, file ?? new byte[0]);
            _trial = new SettingsTrial(settings, _exchange.Notices, _exchange.Restarts, _boots.IsSafeMode);
            CommandExecutor executor = new CommandExecutor(
                _configuration, parser, _exchange, outgoing, new SettingsCheck(flash, parser, settings, _health.Heap), _trial);
            HmacSha256Authenticator authenticator = new HmacSha256Authenticator(_configuration.CommandKey);
            return new CommandGate(_configuration.Id, authenticator, executor, composer, _hardware.Clock, _exchange.Notices, flash, replies, _exchange.Shortage);
        }

        private ControlLoop CreateControl(ProbeMailbox insideProbe, ProbeMailbox outsideProbe)
        {
            GpioInputs pins = new GpioInputs(_hardware.Gpio, _configuration.Pins, _clock, _exchange.Notices, _configuration.Kind);
            InputCollector inputs = new InputCollector(pins, insideProbe, outsideProbe, _hardware.Battery, _hardware.Clock, Link, _exchange.Notices);
            GpioOutputs outputs = new GpioOutputs(_hardware.Gpio, _configuration.Pins, _exchange.Notices);
            _lastResort.Know(outputs);
            Cabinet cabinet = new Cabinet(_configuration, Boot, _exchange);
            return new ControlLoop(inputs, outputs, cabinet, _clock, _health, _linkWake, _storageWake, _exchange, _lastResort, _sleep, _scanProgress, _log);
        }
    }
}
