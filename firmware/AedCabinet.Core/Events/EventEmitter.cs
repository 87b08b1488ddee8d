using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Events
{
    /// <summary>
    /// Gives events their number and their severity in the present mode, limits what flaps, and hands them on.
    /// </summary>
    public sealed class EventEmitter
    {
        private readonly IEventSink _sink;
        private readonly EventLimiter _limiter = new EventLimiter();
        private readonly int _boot;

        /// <summary>Initializes a new instance of the <see cref="EventEmitter"/> class.</summary>
        /// <param name="sink">Receives the events.</param>
        /// <param name="boot">The number of this boot, 1 or more.</param>
        public EventEmitter(IEventSink sink, int boot)
        {
            _sink = sink;
            _boot = boot;
        }

        /// <summary>Gets the number of the latest event, 0 before the first.</summary>
        public int LastSeq { get; private set; }

        /// <summary>Gets or sets the mode in which events happen now.</summary>
        public OperatingMode Mode { get; set; }

        /// <summary>Something happened.</summary>
        /// <param name="kind">What.</param>
        /// <param name="data">Members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Emit(EventKind kind, string data, long nowMs) =>
            Emit(kind, SeverityCap.Cap(EventCatalog.SeverityOf(kind), Mode), kind != EventKind.CommandDone, data, nowMs);

        /// <summary>Something happened that has a severity of its own, or that must be told however often it happens.</summary>
        /// <param name="kind">What.</param>
        /// <param name="severity">How much it matters here, capped already.</param>
        /// <param name="isLimited">
        /// Whether the limit on repetition holds: not for an emergency that newly opens, nor for the record of a command (SPEC §7).
        /// </param>
        /// <param name="data">Members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Emit(EventKind kind, Severity severity, bool isLimited, string data, long nowMs)
        {
            if (!_limiter.Admit((int)kind, isLimited, nowMs))
            {
                return;
            }

            int suppressed = _limiter.TakeSuppressed((int)kind);
            if (suppressed > 0)
            {
                data = EventData.Suppressed(data, suppressed);
            }

            LastSeq++;
            _sink.Add(new CabinetEvent(kind, severity, _boot, LastSeq, nowMs, Mode, data));
        }
    }
}
