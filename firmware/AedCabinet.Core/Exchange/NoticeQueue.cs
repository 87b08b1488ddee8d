using System;
using System.Collections;
using AedCabinet.Events;
using AedCabinet.Formats;

namespace AedCabinet.Exchange
{
    /// <summary>Notices on their way into the scan: bounded, written from any thread, taken by the scan.</summary>
    public sealed partial class NoticeQueue
    {
        /// <summary>How many may wait; the scan takes them within 20 ms, so more than a few are a flood.</summary>
        public const int Capacity = 16;

        private readonly Queue _notices = new Queue();

        /// <summary>Gets a value indicating whether a notice waits.</summary>
        public bool HasWaiting
        {
            get
            {
                lock (_notices)
                {
                    return _notices.Count > 0;
                }
            }
        }

        /// <summary>Leaves a notice.</summary>
        /// <param name="kind">What happened.</param>
        /// <param name="data">The members of its <c>data</c> object as JSON text without the braces, or <c>null</c>.</param>
        /// <returns><c>false</c> when too many wait: it is not told then.</returns>
        public bool TryAdd(EventKind kind, string data)
        {
            lock (_notices)
            {
                if (_notices.Count >= Capacity)
                {
                    return false;
                }

                _notices.Enqueue(new Notice(kind, data));
                return true;
            }
        }

        /// <summary>Tells that a part has thrown and is left out, or is tried again later: what it says is unknown (SPEC §3).</summary>
        /// <param name="part">Its name, as a self-test names it.</param>
        /// <param name="exception">What it threw.</param>
        public void TellFailed(string part, Exception exception) =>
            TryAdd(EventKind.SelfTestFailed, EventData.PartFailed(part, PlainReason.Of(exception.GetType().FullName)));

        /// <summary>Takes the oldest notice.</summary>
        /// <param name="notice">The notice, or <c>null</c>.</param>
        /// <returns><c>false</c> when none waits.</returns>
        public bool TryTake(out Notice notice)
        {
            lock (_notices)
            {
                notice = _notices.Count == 0 ? null : (Notice)_notices.Dequeue();
                return notice != null;
            }
        }
    }
}
