using System.Collections;
using AedCabinet.Events;

namespace AedCabinet.Storage
{
    /// <summary>
    /// Which events of one stream of the outbox are under way to the broker, and which are done with before older ones are.
    /// </summary>
    public sealed class OutboxDeliveries
    {
        // Only while there is something in them: of the four streams mostly none has anything under way.
        private ArrayList _underWay;
        private ArrayList _doneKeys;

        /// <summary>Gets how many are under way.</summary>
        public int Count => _underWay == null ? 0 : _underWay.Count;

        private int DoneCount => _doneKeys == null ? 0 : _doneKeys.Count;

        /// <summary>Gets how many bytes their records have.</summary>
        public int Bytes { get; private set; }

        /// <summary>An event is under way.</summary>
        /// <param name="item">The event.</param>
        /// <param name="length">The length of its record in bytes.</param>
        public void Begin(CabinetEvent item, int length)
        {
            Delivery delivery = new Delivery(item, length);
            _underWay = _underWay ?? new ArrayList();
            _underWay.Add(delivery);
            Bytes += length;
        }

        /// <summary>An event is not under way any more.</summary>
        /// <param name="item">The event, as handed out.</param>
        /// <param name="isDone">Whether it was delivered; it is noted first then, for there may be no memory for the note.</param>
        /// <param name="length">The length of its record in bytes.</param>
        /// <returns><c>false</c> when it wasn't.</returns>
        public bool TryEnd(CabinetEvent item, bool isDone, out int length)
        {
            for (int i = 0; i < Count; i++)
            {
                Delivery delivery = (Delivery)_underWay[i];
                if (delivery.Event == item)
                {
                    if (isDone)
                    {
                        NoteDone(item.Key);
                    }

                    length = delivery.Length;
                    Bytes -= length;
                    _underWay.RemoveAt(i);
                    _underWay = Count == 0 ? null : _underWay;
                    return true;
                }
            }

            length = 0;
            return false;
        }

        /// <summary>None is under way any more.</summary>
        public void EndAll()
        {
            _underWay = null;
            Bytes = 0;
        }

        /// <summary>An event is done with.</summary>
        /// <param name="key">Its key.</param>
        public void NoteDone(long key)
        {
            _doneKeys = _doneKeys ?? new ArrayList();
            _doneKeys.Add(key);
        }

        /// <summary>Forgets the done ones that the cursor is past.</summary>
        /// <param name="cursorKey">Up to where the stream is done with.</param>
        public void ForgetDone(long cursorKey)
        {
            for (int i = DoneCount - 1; i >= 0; i--)
            {
                if ((long)_doneKeys[i] <= cursorKey)
                {
                    _doneKeys.RemoveAt(i);
                }
            }

            _doneKeys = DoneCount == 0 ? null : _doneKeys;
        }

        /// <summary>Whether an event is under way or done with: it must not be handed out.</summary>
        /// <param name="key">Its key.</param>
        /// <returns><c>true</c> when it is.</returns>
        public bool Holds(long key)
        {
            for (int i = 0; i < Count; i++)
            {
                if (((Delivery)_underWay[i]).Event.Key == key)
                {
                    return true;
                }
            }

            for (int i = 0; i < DoneCount; i++)
            {
                if ((long)_doneKeys[i] == key)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Up to where none is under way.</summary>
        /// <param name="key">The greatest key that counts.</param>
        /// <returns>A key that is not above it and below that of every event under way.</returns>
        public long BeforeUnderWay(long key)
        {
            for (int i = 0; i < Count; i++)
            {
                long underWay = ((Delivery)_underWay[i]).Event.Key;
                key = underWay <= key ? underWay - 1 : key;
            }

            return key;
        }

        private sealed class Delivery
        {
            public readonly CabinetEvent Event;
            public readonly int Length;

            public Delivery(CabinetEvent item, int length)
            {
                Event = item;
                Length = length;
            }
        }
    }
}
