using AedCabinet.Alarms;
using AedCabinet.Events;
using AedCabinet.Inputs;
using AedCabinet.Supervision;

namespace AedCabinet.Exchange
{
    /// <summary>
    /// Where the scan meets the other threads, and nowhere else: small bounded queues and mailboxes, so that nothing on the
    /// control thread ever waits for network or flash (SPEC §3).
    /// </summary>
    public sealed class ScanExchange
    {
        /// <summary>Initializes a new instance of the <see cref="ScanExchange"/> class.</summary>
        /// <param name="events">Receives the scan's events.</param>
        /// <param name="notices">What happened elsewhere and is to become an event.</param>
        public ScanExchange(IEventSink events, NoticeQueue notices)
        {
            Events = events;
            Notices = notices;
        }

        /// <summary>Gets where the scan leaves its events.</summary>
        public IEventSink Events { get; }

        /// <summary>Gets where the scan leaves its state.</summary>
        public StateMailbox States { get; } = new StateMailbox();

        /// <summary>Gets what is asked of the scan.</summary>
        public RequestQueue Requests { get; } = new RequestQueue();

        /// <summary>Gets the outcomes of requests that take a while.</summary>
        public OutcomeQueue Outcomes { get; } = new OutcomeQueue();

        /// <summary>Gets what happened elsewhere and is to become an event.</summary>
        public NoticeQueue Notices { get; }

        /// <summary>Gets where the link asks for a moment in which everything may freeze.</summary>
        public HandshakeGate Handshake { get; } = new HandshakeGate();

        /// <summary>Gets where anybody asks for a restart of the board.</summary>
        public RestartDesk Restarts { get; } = new RestartDesk();

        /// <summary>Gets how often there was no memory for something.</summary>
        public MemoryShortage Shortage { get; } = new MemoryShortage();

        /// <summary>Gets whether an alarm sounds.</summary>
        public AlarmWatch Alarm { get; } = new AlarmWatch();

        /// <summary>Gets where the scan finds and leaves what must survive a restart.</summary>
        public MemoryMailbox Memories { get; } = new MemoryMailbox();

        /// <summary>Gets a value indicating whether another thread has left something for the next scan.</summary>
        public bool NeedsScan => Requests.HasWaiting || Notices.HasWaiting || Handshake.NeedsScan;

        /// <summary>Gets what the latest self-test said.</summary>
        public SelfTestReport SelfTest { get; } = new SelfTestReport();

        /// <summary>Gets where the scan leaves what its inputs and outputs are like, when somebody asks.</summary>
        public PinSurvey Survey { get; } = new PinSurvey();

        /// <summary>
        /// Gets or sets what started the controller: of a movement in its sleep nothing else may be left to see. Set before the scan
        /// begins.
        /// </summary>
        public WakeCause WakeCause { get; set; }

        /// <summary>
        /// Gets or sets further members of the data of <c>boot.started</c>, each with a comma before it; set before the scan begins.
        /// </summary>
        public string StartData { get; set; } = string.Empty;
    }
}
