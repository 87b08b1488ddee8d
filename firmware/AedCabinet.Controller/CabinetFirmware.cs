using System;
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
using AedCabinet.Timing;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The composition root (SPEC §3): wires storage, judgement and link of one boot in the order of a start. Who derives from it turns
    /// what is wired: <see cref="CabinetApplication"/> with pins and threads, a virtual world on a desktop step by step.
    /// </summary>
    public abstract partial class CabinetFirmware
    {
        /// <summary>The outbox: the first of the parts of a start that the others can do without, numbered as they are named.</summary>
        protected const int OutboxPart = 0;

        /// <summary>The boot's number.</summary>
        protected const int NumberPart = 1;

        /// <summary>What the serial log is told of the board.</summary>
        protected const int ReportPart = 2;

        /// <summary>The day before which the clock is not believed.</summary>
        protected const int ClockPart = 3;

        /// <summary>How the boot before ended.</summary>
        protected const int LastBootPart = 4;

        /// <summary>The link and the commands.</summary>
        protected const int LinkPart = 5;

        /// <summary>The pins that are read.</summary>
        protected const int InputsPart = 6;

        /// <summary>The pins that are driven.</summary>
        protected const int OutputsPart = 7;

        /// <summary>The judgement.</summary>
        protected const int CabinetPart = 8;

        /// <summary>The probes.</summary>
        protected const int ProbesPart = 9;

        /// <summary>The lines for a technician.</summary>
        protected const int ServicePart = 10;

        /// <summary>The watchdog's pin.</summary>
        protected const int WatchdogPart = 11;

        private const string PartNames =
            "outbox, boot-number, report, clock, last-boot, link, inputs, outputs, cabinet, probe, service, watchdog";

        private Outbox _outbox;
        private SettingsTrial _trial;
        private SleepControl _sleep;

        /// <summary>
        /// Initializes a new instance of the <see cref="CabinetFirmware"/> class, in which <see cref="Build"/> then begins.
        /// </summary>
        /// <param name="hardware">What it runs on.</param>
        /// <param name="log">The serial log.</param>
        protected CabinetFirmware(CabinetHardware hardware, ILog log)
        {
            Hardware = hardware;
            Log = log;
        }

        /// <summary>Gets the number of this boot.</summary>
        public int Boot { get; private set; }

        /// <summary>Gets how the boots end.</summary>
        public BootRecord Boots { get; private set; }

        /// <summary>Gets where the threads meet.</summary>
        public ScanExchange Exchange { get; private set; }

        /// <summary>Gets the link, or <c>null</c> when the cabinet is not commissioned and knows nobody to report to.</summary>
        public RegistryLink Link { get; private set; }

        /// <summary>Gets the sleep that is due, or <c>null</c>: then the board is to restart.</summary>
        public SleepPlan Sleep => _sleep == null ? null : _sleep.Due;

        /// <summary>Gets the work at the flash.</summary>
        public Storekeeper Storekeeper { get; private set; }

        /// <summary>Gets the judgement; <c>null</c> in safe mode where none could be made.</summary>
        public Cabinet Cabinet { get; private set; }

        /// <summary>Gets what it runs on.</summary>
        protected CabinetHardware Hardware { get; }

        /// <summary>Gets the serial log.</summary>
        protected ILog Log { get; }

        /// <summary>Gets the settings it runs with, in safe mode fewer than in the file.</summary>
        protected CabinetConfiguration Configuration { get; private set; }

        /// <summary>Gets when a battery kit may sleep; <c>null</c> for a board that never does.</summary>
        protected SleepControl Sleeping => _sleep;

        /// <summary>
        /// Gets the flash on which <c>cabinet.json</c> could not be read, or <c>null</c>: whether there is a kit, the next boot will know.
        /// </summary>
        protected IStorage Unread => Configuration.IsUnread && !Configuration.IsCommissioned ? Hardware.Flash : null;

        /// <summary>Reads flash, counts the boot and wires what needs no pin; pins and judgement are the driver's next parts.</summary>
        /// <param name="file">The settings as they are in the file.</param>
        /// <param name="random">The source of jitter.</param>
        protected void Build(CabinetConfiguration file, Random random)
        {
            NoticeQueue notices = new NoticeQueue();
            Boots = new BootRecord(Hardware.Flash, Log);
            Boots.Clock = Hardware.Clock;
            if (Hardware.LastResort != null)
            {
                Hardware.LastResort.Register(Boots);
            }

            _outbox = new Outbox(Hardware.Flash, Hardware.Clock, notices, Log);
            Begin(OutboxPart, file, random);
            Begin(NumberPart, file, random);
            if (Boot == 0)
            {
                int before = file.FirstBoot > _outbox.HighestBoot ? file.FirstBoot : _outbox.HighestBoot;

                // Who counts has failed: one that none had, as far as the numbers go.
                int most = BootCounter.LastNumber - BootCounter.CountedBoots - BootCounter.UncountedBoots;
                Boot = (before < most ? before : most) + BootCounter.CountedBoots + random.Next(BootCounter.UncountedBoots);
                _outbox.NoteGivenUp();
            }

            Configuration = Boots.IsSafeMode ? file.ToSafeMode() : file;
            Begin(ReportPart, file, random);

            // Events from before the cabinet has a name are never sent; events from before it can read its name are kept and sent later.
            IEventSink events = _outbox;
            if (!file.IsCommissioned && Unread == null)
            {
                events = new EventQueue();
            }

            Intercept(ref events);
            Exchange = new ScanExchange(events, notices);
            Exchange.Memories.IsUnjudged = Unread != null;
            Storekeeper = new Storekeeper(_outbox, new MemoryKeeper(Hardware.Flash, Exchange.Memories, Boots, Exchange.Restarts));
            Begin(ClockPart, file, random);
            Begin(LastBootPart, file, random);
            if (file.IsCommissioned)
            {
                Begin(LinkPart, file, random);
            }

            if (Link != null && SleepControl.IsFor(Configuration))
            {
                _sleep = new SleepControl(Configuration.Power, Hardware.Flash, Exchange, _outbox, Link, _trial);
            }
        }

        /// <summary>
        /// Begins a part of the start. In safe mode, where a restart has not helped, a part that throws is left out and the others go on
        /// (SPEC §12).
        /// </summary>
        /// <param name="part">The part.</param>
        /// <param name="file">The settings as they are in the file.</param>
        /// <param name="random">The source of jitter.</param>
        protected void Begin(int part, CabinetConfiguration file, Random random)
        {
            try
            {
                Make(part, file, random);
            }
            catch (Exception exception) when (Boots.IsSafeMode && !(exception is OutOfMemoryException))
            {
                RethrowIfUnexpected(exception);
                TellLeftOut(part, exception);
            }
        }

        /// <summary>Makes a part. A driver makes its own parts and leaves the others to this.</summary>
        /// <param name="part">The part.</param>
        /// <param name="file">The settings as they are in the file.</param>
        /// <param name="random">The source of jitter.</param>
        protected virtual void Make(int part, CabinetConfiguration file, Random random)
        {
            switch (part)
            {
                case OutboxPart:
                    _outbox.Open();
                    break;
                case NumberPart:
                    CountBoot(file.FirstBoot, random);
                    break;
                case ClockPart:
                    Hardware.Clock.NotBefore(LocalTime.StartOf(Exchange.Memories.LastDay, file.Clock.UtcOffsetMinutes));
                    break;
                case LastBootPart:
                    TellLastBoot();
                    break;
                case LinkPart:
                    Link = CreateLink(random);
                    break;
                case CabinetPart:
                    Cabinet = new Cabinet(Configuration, Boot, Exchange);
                    break;
            }
        }

        /// <summary>Makes the connection to the broker.</summary>
        /// <returns>The connection, not yet connected.</returns>
        protected abstract IBrokerConnection CreateConnection();

        /// <summary>Makes the source of the firmware's own figures.</summary>
        /// <param name="heap">Receives what looks after the heap, or <c>null</c> where memory is no question.</param>
        /// <returns>What the telemetry is told by.</returns>
        protected abstract IHealthSource CreateHealth(out HeapWatch heap);

        // Hooks for a desktop: it watches or replaces a part, or lets an exception through. On a board they do not exist.
        partial void Intercept(ref IEventSink events);

        partial void Intercept(ref IEventSource events);

        partial void Intercept(ref ICommandExecutor executor);

        partial void Intercept(ref IMessageAuthenticator authenticator);

        partial void RethrowIfUnexpected(Exception exception);

        private void TellLeftOut(int part, Exception exception)
        {
            try
            {
                string name = Words.At(PartNames, part);
                Log.Error("start: without " + name + " (" + exception.GetType().FullName + ")");
                if (Exchange != null)
                {
                    Exchange.Notices.TellFailed(name, exception);
                }
            }
            catch (Exception problem) when (!(problem is OutOfMemoryException))
            {
                // The part that tells may be the one that failed.
            }
        }

        private void CountBoot(int firstBoot, Random random)
        {
            Boot = BootCounter.Next(Hardware.Flash, firstBoot, _outbox.HighestBoot, random, out bool isCounted);
            if (!isCounted)
            {
                Log.Error("storage: flash can't count the boots; this one is number " + Boot.ToString() + ", which none had before");
                _outbox.NoteGivenUp();
            }
        }

        private void TellLastBoot()
        {
            Exchange.WakeCause = Boots.WakeOf(Hardware.WakeCause);
            Exchange.StartData = EventData.Start(Boots, SleepControl.IsFor(Configuration), Hardware.WakeCause);
            if (Boots.CrashReason != null)
            {
                Exchange.Notices.TryAdd(EventKind.BootCrashed, EventData.BootCrashed(Boots));
            }
        }

        private RegistryLink CreateLink(Random random)
        {
            IEventSource events = _outbox;
            Intercept(ref events);
            MessageComposer composer = new MessageComposer(Configuration, Boot, Hardware.Clock);
            IBrokerConnection connection = CreateConnection();
            Topics topics = new Topics(Configuration);
            LinkSession session = new LinkSession(connection, composer, topics);
            ReplyQueue replies = new ReplyQueue();
            Outgoing outgoing = new Outgoing(connection, composer, topics, events, Exchange.States,
                CreateHealth(out HeapWatch heap), replies);
            ConnectPreparation preparation = new ConnectPreparation(Configuration.Broker.Tls, Hardware.Clock, Exchange.Handshake, Log);
            LinkEscalation escalation = new LinkEscalation(Hardware.Network, Exchange.Alarm, Exchange.Restarts, Hardware.Flash, Log);
            CommandGate commands = CreateGate(composer, outgoing, heap, replies);
            return new RegistryLink(
                Configuration.Broker, Hardware.Network, connection, session, events, outgoing, preparation, escalation,
                commands, random, Log);
        }

        private CommandGate CreateGate(MessageComposer composer, Outgoing outgoing, HeapWatch heap, ReplyQueue replies)
        {
            IStorage flash = Hardware.Flash;
            JsonParser parser = new JsonParser();
            flash.Read(ConfigurationFile.Name, out byte[] file);
            RemoteSettings settings = new RemoteSettings(flash, file ?? new byte[0], file == null || Configuration.IsUnread);
            _trial = new SettingsTrial(settings, Exchange.Notices, Exchange.Restarts, Boots.IsSafeMode);
            ICommandExecutor executor = new CommandExecutor(Configuration, parser, Exchange, outgoing,
                new SettingsCheck(flash, parser, settings, heap), _trial);
            Intercept(ref executor);
            IMessageAuthenticator authenticator = new HmacSha256Authenticator(Configuration.CommandKey);
            Intercept(ref authenticator);
            return new CommandGate(Configuration.Id, authenticator, executor, composer, Hardware.Clock, Exchange.Notices, flash, replies,
                Exchange.Shortage);
        }
    }
}
