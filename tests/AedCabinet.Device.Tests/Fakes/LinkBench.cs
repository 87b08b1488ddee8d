using System;
using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Device.Tests
{
    /// <summary>A link on a bench in virtual time, with a broker and a network to break.</summary>
    public sealed class LinkBench
    {
        private int _seq;

        public LinkBench()
            : this(0)
        {
        }

        public LinkBench(int firstAttemptSeconds)
            : this(firstAttemptSeconds, 7)
        {
        }

        public LinkBench(int firstAttemptSeconds, int seed)
            : this(firstAttemptSeconds, seed, false, new MemoryStorage())
        {
        }

        public LinkBench(int firstAttemptSeconds, int seed, bool isTls, MemoryStorage flash)
        {
            Exchange = new ScanExchange(Events, new NoticeQueue());
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Broker.FirstAttemptSeconds = firstAttemptSeconds;
            MessageComposer composer = new MessageComposer(configuration, 41, Clock);
            Topics topics = new Topics(configuration);
            LinkSession session = new LinkSession(Connection, composer, topics);
            Outgoing outgoing = new Outgoing(Connection, composer, topics, Events, Mailbox, new FakeHealth(), Replies);
            ConnectPreparation preparation = new ConnectPreparation(isTls, Clock, Exchange.Handshake, Log);
            LinkEscalation escalation = new LinkEscalation(Network, Exchange.Alarm, Exchange.Restarts, flash, Log);
            Link = new RegistryLink(configuration.Broker, Network, Connection, session, Events, outgoing, preparation, escalation, Commands,
                new Random(seed), Log);
            Flash = flash;
            Mailbox.PostIfWorthTelling(new CabinetState());
        }

        public RegistryLink Link { get; }

        public ReplyQueue Replies { get; } = new ReplyQueue();

        public FakeNetwork Network { get; } = new FakeNetwork();

        public FakeConnection Connection { get; } = new FakeConnection();

        public EventQueue Events { get; } = new EventQueue();

        public ScanExchange Exchange { get; }

        public StateMailbox Mailbox => Exchange.States;

        public MemoryStorage Flash { get; }

        public RecordingCommands Commands { get; } = new RecordingCommands();

        /// <summary>Whether the scan answers who asks for a handshake.</summary>
        public bool IsScanning { get; set; } = true;

        /// <summary>How often the board was restarted in this outage, as flash has it.</summary>
        public long StoredRestarts => new TwoSlotNumber(Flash, LinkEscalation.CountName).Read();

        public SettableClock Clock { get; } = new SettableClock();

        public RecordingLog Log { get; } = new RecordingLog();

        public long NowMs { get; private set; }

        public void RunMs(long durationMs)
        {
            long untilMs = NowMs + durationMs;
            while (NowMs < untilMs)
            {
                NowMs += 50;
                if (IsScanning)
                {
                    Exchange.Handshake.Judge(false, 0, NowMs);
                }

                Link.Step(NowMs);
            }
        }

        public LinkBench Online()
        {
            RunMs(1000);
            return this;
        }

        public void Happens(EventKind kind)
        {
            _seq++;
            Events.Add(new CabinetEvent(kind, EventCatalog.SeverityOf(kind), 41, _seq, NowMs, OperatingMode.Normal, null));
        }
    }
}
