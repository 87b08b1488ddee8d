using System.Collections;

namespace AedCabinet
{
    /// <summary>
    /// The events that wait for the broker's acknowledgement, in memory and bounded: the meeting point of the scan,
    /// which only adds, and the link, which takes in order of severity and removes what is acknowledged.
    /// </summary>
    /// <remarks>Every member may be called from any thread; no call holds the lock longer than one walk of the queue.</remarks>
    public sealed class EventQueue
    {
        /// <summary>
        /// How many events wait at most: about 200 bytes each on the device, so 24 KB of its 84 KB of managed heap
        /// would be reached only by a cabinet that has been offline through more than a hundred events.
        /// </summary>
        public const int Capacity = 128;

        private readonly ArrayList _events = new ArrayList();
        private readonly ArrayList _handedOut = new ArrayList();
        private readonly object _lock = new object();
        private int _droppedCount;

        /// <summary>Gets how many events wait, handed out or not.</summary>
        public int Count
        {
            get
            {
                lock (_lock)
                {
                    return _events.Count + _handedOut.Count;
                }
            }
        }

        /// <summary>Gets how many events were lost because the queue was full, since the start.</summary>
        public int DroppedCount
        {
            get
            {
                lock (_lock)
                {
                    return _droppedCount;
                }
            }
        }

        /// <summary>Adds an event. When the queue is full the oldest event of the lowest severity goes (SPEC §11).</summary>
        /// <param name="item">The event.</param>
        public void Add(CabinetEvent item)
        {
            lock (_lock)
            {
                _events.Add(item);
                if (_events.Count + _handedOut.Count > Capacity)
                {
                    // What is on its way to the broker is not dropped: it may have arrived already.
                    _events.RemoveAt(OldestOfLowestSeverity());
                    _droppedCount++;
                }
            }
        }

        /// <summary>Hands out the next event to send: emergencies first, then urgent ones, then the rest in order.</summary>
        /// <param name="item">The event, or <c>null</c>.</param>
        /// <returns><c>true</c> when there was one. It stays in the queue until it is acknowledged or returned.</returns>
        public bool TryTake(out CabinetEvent item)
        {
            lock (_lock)
            {
                item = null;
                int index = NextToSend();
                if (index < 0)
                {
                    return false;
                }

                item = (CabinetEvent)_events[index];
                _events.RemoveAt(index);
                _handedOut.Add(item);
                return true;
            }
        }

        /// <summary>Whether an event of at least this severity waits to be handed out.</summary>
        /// <param name="severity">The lowest severity that counts.</param>
        /// <returns><c>true</c> when one waits.</returns>
        public bool HasWaiting(Severity severity)
        {
            lock (_lock)
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

        /// <summary>The broker has the event: it is removed. An event that is not in the queue is ignored (a doubled acknowledgement).</summary>
        /// <param name="item">The event.</param>
        public void Acknowledge(CabinetEvent item)
        {
            lock (_lock)
            {
                _handedOut.Remove(item);
            }
        }

        /// <summary>An event could not be sent after all: it waits again, in its old order.</summary>
        /// <param name="item">The event, as handed out.</param>
        public void Return(CabinetEvent item)
        {
            lock (_lock)
            {
                PutBack(item);
            }
        }

        /// <summary>The link was lost: what was handed out but not acknowledged waits again, in its old order.</summary>
        public void ReturnUnacknowledged()
        {
            lock (_lock)
            {
                while (_handedOut.Count > 0)
                {
                    PutBack((CabinetEvent)_handedOut[0]);
                }
            }
        }

        private void PutBack(CabinetEvent item)
        {
            _handedOut.Remove(item);
            int index = 0;
            while (index < _events.Count && ((CabinetEvent)_events[index]).Seq < item.Seq)
            {
                index++;
            }

            _events.Insert(index, item);
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
            int lowest = 0;
            for (int i = 1; i < _events.Count; i++)
            {
                if (((CabinetEvent)_events[i]).Severity < ((CabinetEvent)_events[lowest]).Severity)
                {
                    lowest = i;
                }
            }

            return lowest;
        }
    }
}
