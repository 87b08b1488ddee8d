using System.Collections;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Events
{
    /// <summary>
    /// The events that wait for the broker's acknowledgement, in memory and bounded: the meeting point of the scan,
    /// which only adds, and the link, which takes in order of severity and removes what is acknowledged.
    /// </summary>
    /// <remarks>Every member may be called from any thread; no call holds the lock longer than one walk of the queue.</remarks>
    public sealed class EventQueue : IEventSink, IEventSource
    {
        /// <summary>
        /// How many events wait at most: about 200 bytes each on the device, so 24 KB of its 84 KB of managed heap
        /// would be reached only by a cabinet that has been offline through more than a hundred events.
        /// </summary>
        public const int Capacity = 128;

        private readonly ArrayList _events = new ArrayList();
        private readonly ArrayList _handedOut = new ArrayList();
        private CabinetEvent _held;
        private int _droppedCount;

        /// <inheritdoc/>
        public int Count
        {
            get
            {
                lock (_events)
                {
                    return _events.Count + _handedOut.Count;
                }
            }
        }

        /// <inheritdoc/>
        public int DroppedCount
        {
            get
            {
                lock (_events)
                {
                    return _droppedCount;
                }
            }
        }

        /// <summary>Adds an event. When the queue is full the oldest event of the lowest severity goes (SPEC §11).</summary>
        /// <param name="item">The event.</param>
        public void Add(CabinetEvent item)
        {
            lock (_events)
            {
                _events.Add(item);
                if (_events.Count + _handedOut.Count - (_held == null ? 0 : 1) > Capacity)
                {
                    // An event under way to the broker is not dropped: it may have arrived already.
                    _events.RemoveAt(OldestOfLowestSeverity());
                    _droppedCount++;
                }
            }
        }

        /// <inheritdoc/>
        public bool TryTake(out CabinetEvent item) => TryTake(Severity.Info, out item);

        /// <summary>Hands out the next event to send of at least a severity.</summary>
        /// <param name="atLeast">The lowest severity that counts.</param>
        /// <param name="item">The event, or <c>null</c>.</param>
        /// <returns><c>true</c> when there was one.</returns>
        public bool TryTake(Severity atLeast, out CabinetEvent item)
        {
            lock (_events)
            {
                item = null;
                int index = NextToSend();
                if (index < 0 || ((CabinetEvent)_events[index]).Severity < atLeast)
                {
                    return false;
                }

                // Added to one list before it is removed from the other: a list that can't grow must not lose an event.
                item = (CabinetEvent)_events[index];
                _handedOut.Add(item);
                _events.RemoveAt(index);
                return true;
            }
        }

        /// <inheritdoc/>
        public bool HasWaiting(Severity severity)
        {
            lock (_events)
            {
                for (int i = 0; i < _events.Count; i++)
                {
                    if (((CabinetEvent)_events[i]).Severity >= severity)
                    {
                        return true;
                    }
                }

                return false;
            }
        }

        /// <inheritdoc/>
        public void Acknowledge(CabinetEvent item)
        {
            lock (_events)
            {
                _handedOut.Remove(item);
            }
        }

        /// <inheritdoc/>
        public void SetAside(CabinetEvent item) => Acknowledge(item);

        /// <summary>
        /// The oldest event that is here, handed out or not. It is not given up while it is stored elsewhere, and stays until
        /// <see cref="Remove"/>.
        /// </summary>
        /// <param name="item">The event, or <c>null</c>.</param>
        /// <param name="isHandedOut">Whether it was handed out.</param>
        /// <returns><c>false</c> when there is none.</returns>
        public bool TryHold(out CabinetEvent item, out bool isHandedOut)
        {
            lock (_events)
            {
                item = Older(First(_events), First(_handedOut));
                for (int i = 1; i < _handedOut.Count; i++)
                {
                    item = Older(item, (CabinetEvent)_handedOut[i]);
                }

                _held = item;
                isHandedOut = item != null && _handedOut.Contains(item);
                return item != null;
            }
        }

        /// <summary>The event held was not stored after all: it counts, and may be given up, as before.</summary>
        public void Release()
        {
            lock (_events)
            {
                _held = null;
            }
        }

        /// <summary>Takes an event out for good: somebody else keeps it from now on.</summary>
        /// <param name="item">The event.</param>
        public void Remove(CabinetEvent item)
        {
            lock (_events)
            {
                _handedOut.Remove(item);
                _events.Remove(item);
                _held = null;
            }
        }

        /// <inheritdoc/>
        public void Return(CabinetEvent item)
        {
            lock (_events)
            {
                PutBack(item);
            }
        }

        /// <inheritdoc/>
        /// <remarks>What was acknowledged is gone, and what waits comes by itself.</remarks>
        public FlashAnswer ReadAgain(int boot, int from, int to, out CabinetEvent item)
        {
            item = null;
            return FlashAnswer.Missing;
        }

        /// <inheritdoc/>
        public void ReturnUnacknowledged()
        {
            lock (_events)
            {
                while (_handedOut.Count > 0)
                {
                    PutBack((CabinetEvent)_handedOut[0]);
                }
            }
        }

        private static CabinetEvent First(ArrayList events) => events.Count == 0 ? null : (CabinetEvent)events[0];

        private static CabinetEvent Older(CabinetEvent one, CabinetEvent other) =>
            one == null || (other != null && other.Seq < one.Seq) ? other : one;

        private void PutBack(CabinetEvent item)
        {
            if (!_handedOut.Contains(item))
            {
                return;
            }

            int index = 0;
            while (index < _events.Count && ((CabinetEvent)_events[index]).Seq < item.Seq)
            {
                index++;
            }

            _events.Insert(index, item);
            _handedOut.Remove(item);
        }

        private int NextToSend()
        {
            int best = -1;
            Severity bestSeverity = Severity.Info;
            for (int i = 0; i < _events.Count; i++)
            {
                // Below urgent, order of happening counts for more than severity.
                Severity severity = ((CabinetEvent)_events[i]).Severity;
                if (best < 0 || (severity > bestSeverity && severity >= Severity.Urgent))
                {
                    best = i;
                    bestSeverity = severity;
                }
            }

            return best;
        }

        private int OldestOfLowestSeverity()
        {
            int lowest = _events[0] == _held ? 1 : 0;
            for (int i = lowest + 1; i < _events.Count; i++)
            {
                if (_events[i] != _held && ((CabinetEvent)_events[i]).Severity < ((CabinetEvent)_events[lowest]).Severity)
                {
                    lowest = i;
                }
            }

            return lowest;
        }
    }
}
