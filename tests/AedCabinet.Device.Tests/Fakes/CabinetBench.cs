using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Device.Tests
{
    /// <summary>A cabinet on a bench in virtual time: contacts to move, outputs to look at, events to read.</summary>
    public sealed class CabinetBench
    {
        private static readonly LightEdges s_noEdges = new LightEdges();

        private readonly ScanExchange _exchange;
        private readonly Cabinet _cabinet;

        public CabinetBench()
            : this(Commissioned())
        {
        }

        public CabinetBench(CabinetConfiguration configuration)
            : this(configuration, new MemoryMailbox())
        {
        }

        /// <summary>Initializes a new instance of the <see cref="CabinetBench"/> class with what a boot before left.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="restored">Holds the memory of the boot before.</param>
        public CabinetBench(CabinetConfiguration configuration, MemoryMailbox restored)
            : this(configuration, restored, WakeCause.PowerOn, null)
        {
        }

        /// <summary>
        /// Initializes a new instance of the <see cref="CabinetBench"/> class as something else than power started it, or with events that
        /// are not kept.
        /// </summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="restored">Holds the memory of the boot before.</param>
        /// <param name="wake">What started the board.</param>
        /// <param name="sink">Receives the events, or <c>null</c> for <see cref="Events"/>.</param>
        public CabinetBench(CabinetConfiguration configuration, MemoryMailbox restored, WakeCause wake, IEventSink sink)
        {
            _exchange = new ScanExchange(sink ?? Events, new NoticeQueue());
            _exchange.WakeCause = wake;
            PersistentState memory = new PersistentState();
            restored.Read(memory);
            _exchange.Memories.Restore(memory);
            _cabinet = new Cabinet(configuration, 41, _exchange);
            Inputs.AedPresenceContactClosed = true;
        }

        public InputImage Inputs { get; } = new InputImage();

        public OutputImage Outputs { get; } = new OutputImage();

        public RequestQueue Requests => _exchange.Requests;

        public OutcomeQueue Outcomes => _exchange.Outcomes;

        public SelfTestReport SelfTest => _exchange.SelfTest;

        public NoticeQueue Notices => _exchange.Notices;

        /// <summary>Gets what must survive a restart.</summary>
        public MemoryMailbox Memories => _exchange.Memories;

        public HandshakeGate Handshake => _exchange.Handshake;

        public EventQueue Events { get; } = new EventQueue();

        public StateMailbox Mailbox => _exchange.States;

        /// <summary>The time of the latest scan.</summary>
        public long NowMs { get; private set; } = 1000;

        public static CabinetConfiguration Commissioned()
        {
            CabinetConfiguration configuration = new CabinetConfiguration();
            configuration.IsCommissioned = true;
            configuration.Id = "NM-0471-0001";
            configuration.Prefecture = "1501";
            configuration.County = "150102";
            configuration.Sector = "culture-tourism";
            configuration.Broker.Host = "broker.example";

            // Only the door and the AED, unless a test fits more.
            configuration.Climate.ProbeFitted = false;
            configuration.Climate.HeaterFitted = false;
            configuration.Power.MainsFitted = false;
            return configuration;
        }

        /// <summary>Runs scans for a while.</summary>
        public void RunMs(long durationMs)
        {
            long untilMs = NowMs + durationMs;
            while (NowMs < untilMs)
            {
                Scan();
            }
        }

        /// <summary>Runs scans that are half a second apart, for tests of hours.</summary>
        public void RunSlowly(long durationMs)
        {
            for (long untilMs = NowMs + durationMs; NowMs < untilMs;)
            {
                Scan(500);
            }
        }

        /// <summary>Runs one scan, 20 ms after the one before.</summary>
        public bool Scan() => Scan(Cabinet.ScanPeriodMs);

        private bool Scan(int afterMs)
        {
            NowMs += afterMs;
            bool hasNews = _cabinet.Step(Inputs, NowMs, Outputs);
            s_noEdges.MoveTo(Inputs.GreenEdges);
            s_noEdges.MoveTo(Inputs.RedEdges);
            Inputs.InsideReading = ProbeReading.None;
            Inputs.OutsideReading = ProbeReading.None;
            return hasNews;
        }

        /// <summary>Gets when the cabinet needs a scan next.</summary>
        public long NextDeadlineMs => _cabinet.NextDeadlineMs;

        /// <summary>Leaves out the scans up to the cabinet's next deadline and runs that one.</summary>
        /// <returns>How many milliseconds were left out.</returns>
        public int SkipToDeadline()
        {
            long beforeMs = NowMs;
            while (NowMs + Cabinet.ScanPeriodMs < _cabinet.NextDeadlineMs)
            {
                NowMs += Cabinet.ScanPeriodMs;
            }

            int skippedMs = (int)(NowMs - beforeMs);
            if (skippedMs > 0)
            {
                _cabinet.Hold(NowMs);
            }

            Scan();
            return skippedMs;
        }

        /// <summary>Lets the start-up event pass and forgets it.</summary>
        public CabinetBench Settled()
        {
            RunMs(2000);
            TakeEvents();
            return this;
        }

        public void OpenDoor()
        {
            Inputs.AedDoorContactOpen = true;
            RunMs(100);
        }

        public void CloseDoor()
        {
            Inputs.AedDoorContactOpen = false;
            RunMs(300);
        }

        public void TakeAed()
        {
            Inputs.AedPresenceContactClosed = false;
            RunMs(600);
        }

        public void ReturnAed()
        {
            Inputs.AedPresenceContactClosed = true;
            RunMs(600);
        }

        /// <summary>The names of the events since the last call, in the order of happening, separated by blanks.</summary>
        public string TakeEvents()
        {
            CabinetEvent[] taken = new CabinetEvent[EventQueue.Capacity];
            int count = 0;
            while (Events.TryTake(out CabinetEvent item))
            {
                Events.Acknowledge(item);
                int place = count++;
                for (; place > 0 && taken[place - 1].Seq > item.Seq; place--)
                {
                    taken[place] = taken[place - 1];
                }

                taken[place] = item;
            }

            string names = string.Empty;
            for (int i = 0; i < count; i++)
            {
                names += (i == 0 ? string.Empty : " ") + EventCatalog.NameOf(taken[i].Kind);
            }

            return names;
        }

        /// <summary>The state the scan left last.</summary>
        public CabinetState State()
        {
            CabinetState state = new CabinetState();
            Mailbox.Read(state);
            return state;
        }
    }
}
