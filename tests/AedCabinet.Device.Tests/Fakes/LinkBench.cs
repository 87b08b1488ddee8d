using System;

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
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Broker.FirstAttemptSeconds = firstAttemptSeconds;
            MessageComposer composer = new MessageComposer(configuration, 41, Clock);
            Link = new RegistryLink(configuration, Network, Connection, composer, Events, Mailbox, new FakeHealth(), new Random(seed), Log);
            Mailbox.Post(new CabinetState());
        }

        public RegistryLink Link { get; }

        public FakeNetwork Network { get; } = new FakeNetwork();

        public FakeConnection Connection { get; } = new FakeConnection();

        public EventQueue Events { get; } = new EventQueue();

        public StateMailbox Mailbox { get; } = new StateMailbox();

        public SettableClock Clock { get; } = new SettableClock();

        public RecordingLog Log { get; } = new RecordingLog();

        public long NowMs { get; private set; }

        public void RunMs(long durationMs)
        {
            long untilMs = NowMs + durationMs;
            while (NowMs < untilMs)
            {
                NowMs += 50;
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
