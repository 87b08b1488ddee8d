using AedCabinet.Events;

namespace AedCabinet.Exchange
{
    /// <summary>Something that happened off the scan and is to become an event: only the scan numbers events.</summary>
    public sealed class Notice
    {
        /// <summary>Initializes a new instance of the <see cref="Notice"/> class.</summary>
        /// <param name="kind">What happened.</param>
        /// <param name="data">The members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</param>
        public Notice(EventKind kind, string data)
        {
            Kind = kind;
            Data = data;
        }

        /// <summary>Gets what happened.</summary>
        public EventKind Kind { get; }

        /// <summary>Gets the members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</summary>
        public string Data { get; }
    }
}
