using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Events
{
    /// <summary>One thing that happened, numbered. Immutable, so that the scan and the link may both hold it.</summary>
    public sealed class CabinetEvent
    {
        /// <summary>Stands for a time of day that nobody knew when the event was stored.</summary>
        public const long UnknownTime = -1;

        /// <summary>Initializes a new instance of the <see cref="CabinetEvent"/> class.</summary>
        /// <param name="kind">What happened.</param>
        /// <param name="severity">How much it matters, after any cap by a drill or maintenance.</param>
        /// <param name="boot">The boot in which it happened, 1 or more.</param>
        /// <param name="seq">Its number within that boot, 1 or more.</param>
        /// <param name="atMs">When, in monotonic milliseconds of that boot.</param>
        /// <param name="mode">The mode in which it happened: a drill or maintenance is told with it.</param>
        /// <param name="data">The members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</param>
        public CabinetEvent(EventKind kind, Severity severity, int boot, int seq, long atMs, OperatingMode mode, string data)
            : this(kind, severity, boot, seq, atMs, mode, data, UnknownTime)
        {
        }

        /// <summary>Initializes a new instance of the <see cref="CabinetEvent"/> class, as read back from flash.</summary>
        /// <param name="kind">What happened.</param>
        /// <param name="severity">How much it matters, after any cap by a drill or maintenance.</param>
        /// <param name="boot">The boot in which it happened, 1 or more.</param>
        /// <param name="seq">Its number within that boot, 1 or more.</param>
        /// <param name="atMs">When, in monotonic milliseconds of that boot.</param>
        /// <param name="mode">The mode in which it happened.</param>
        /// <param name="data">The members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</param>
        /// <param name="unixMs">When, in milliseconds since 1970-01-01 UTC, or <see cref="UnknownTime"/>.</param>
        public CabinetEvent(EventKind kind, Severity severity, int boot, int seq, long atMs, OperatingMode mode, string data, long unixMs)
        {
            UnixMs = unixMs;
            Kind = kind;
            Severity = severity;
            Boot = boot;
            Seq = seq;
            AtMs = atMs;
            Mode = mode;
            Data = data;
        }

        /// <summary>Gets what happened.</summary>
        public EventKind Kind { get; }

        /// <summary>Gets how much it matters.</summary>
        public Severity Severity { get; }

        /// <summary>Gets the boot in which it happened.</summary>
        public int Boot { get; }

        /// <summary>Gets its number within the boot.</summary>
        public int Seq { get; }

        /// <summary>Gets when it happened, in monotonic milliseconds of its boot.</summary>
        public long AtMs { get; }

        /// <summary>
        /// Gets when it happened in milliseconds since 1970-01-01 UTC, <see cref="UnknownTime"/> when that wasn't known as it was stored.
        /// </summary>
        public long UnixMs { get; }

        /// <summary>Gets its boot and its number as one number, by which events are in the order of happening.</summary>
        public long Key => KeyOf(Boot, Seq);

        /// <summary>Gets the mode in which it happened.</summary>
        public OperatingMode Mode { get; }

        /// <summary>Gets the members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</summary>
        public string Data { get; }

        /// <summary>A boot and a number within it as one number.</summary>
        /// <param name="boot">The boot.</param>
        /// <param name="seq">The number.</param>
        /// <returns>The key.</returns>
        public static long KeyOf(long boot, long seq) => (boot << 32) | seq;
    }
}
