using System.Collections;
using AedCabinet.Events;

namespace AedCabinet.Link
{
    /// <summary>
    /// The messages handed to the MQTT client and not acknowledged yet. The client forgets them without a word when the link
    /// is lost (and a persistent session does not resend them), so redelivery is the link's own.
    /// </summary>
    public sealed class InFlight
    {
        /// <summary>
        /// How many may be under way: each takes a kilobyte of the device's heap, the client's copies included, and two already fill
        /// the broker's answer with the next message. A full outbox of 780 events is sent within two minutes at 300 ms a round trip.
        /// </summary>
        public const int Window = 2;

        private readonly ArrayList _entries = new ArrayList();

        /// <summary>Gets how many are under way.</summary>
        public int Count => _entries.Count;

        /// <summary>Gets a value indicating whether another message may be sent.</summary>
        public bool HasRoom => _entries.Count < Window;

        /// <summary>Notes a message as sent.</summary>
        /// <param name="messageId">The client's id of it.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="subject">What it carries: a <see cref="CabinetEvent"/>, or <c>null</c>.</param>
        public void Add(int messageId, long nowMs, CabinetEvent subject) => _entries.Add(new Entry(messageId, nowMs, subject));

        /// <summary>Removes an acknowledged message.</summary>
        /// <param name="messageId">The client's id of it.</param>
        /// <param name="subject">What it carried, or <c>null</c>.</param>
        /// <returns><c>false</c> when no such message is under way (a doubled acknowledgement).</returns>
        public bool TryRemove(int messageId, out CabinetEvent subject)
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                Entry entry = (Entry)_entries[i];
                if (entry.MessageId == messageId)
                {
                    subject = entry.Subject;
                    _entries.RemoveAt(i);
                    return true;
                }
            }

            subject = null;
            return false;
        }

        /// <summary>How long the oldest message has been waiting.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Milliseconds, 0 when none is under way.</returns>
        public long OldestAgeMs(long nowMs) => _entries.Count == 0 ? 0 : nowMs - ((Entry)_entries[0]).SentAtMs;

        /// <summary>Forgets all of them: the connection they were sent on is gone.</summary>
        public void Clear() => _entries.Clear();

        private sealed class Entry
        {
            public Entry(int messageId, long sentAtMs, CabinetEvent subject)
            {
                MessageId = messageId;
                SentAtMs = sentAtMs;
                Subject = subject;
            }

            public int MessageId { get; }

            public long SentAtMs { get; }

            public CabinetEvent Subject { get; }
        }
    }
}
