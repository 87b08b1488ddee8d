using System.Collections;
using AedCabinet.Inputs;

namespace AedCabinet.Events
{
    /// <summary>
    /// Keeps anything that flaps from flooding the outbox and the registry: of each key at most
    /// <see cref="MaxPerHour"/> events are let through in any hour, and the others are counted.
    /// </summary>
    /// <remarks>
    /// The hour slides and the count is exact: between an event let through and the twelfth after it lies at least an
    /// hour, wherever the hour is laid. What holds now is always in the state, whatever was suppressed. An emergency that newly
    /// opens is let through and counted all the same: one that is open already is limited like all others, because a presence
    /// switch that flaps must not dispatch an ambulance every minute.
    /// How many were suppressed goes out with the next event of that key (<c>"suppressed":n</c>).
    /// <para>A key costs nothing until its first event and about 150 bytes on the device from then on; of some 50 kinds a cabinet sees
    /// about ten.</para>
    /// </remarks>
    public sealed class EventLimiter
    {
        /// <summary>The most events of one key in any hour (fixed).</summary>
        public const int MaxPerHour = 12;

        // Times are kept in scans, rounded so that an hour is never too short: half the memory of milliseconds.
        private const int UnitMs = InputImage.PeriodMs;
        private const int UnitsPerHour = 60 * 60 * 1000 / UnitMs;

        private readonly ArrayList _passages = new ArrayList();

        /// <summary>Asks whether an event may be emitted, and counts it either way. Allocates only at a key's first event.</summary>
        /// <param name="key">What is limited: an <see cref="EventKind"/> as a number.</param>
        /// <param name="isLimited">Whether it may be suppressed at all.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when it is to be suppressed.</returns>
        public bool Admit(int key, bool isLimited, long nowMs)
        {
            Passage passage = Find(key);
            if (passage == null)
            {
                passage = new Passage(key);
                _passages.Add(passage);
            }

            // The place to be overwritten holds the event MaxPerHour before this one.
            if (isLimited && passage.Admitted == MaxPerHour && (int)(nowMs / UnitMs) - passage.AdmittedAt[passage.Next] < UnitsPerHour)
            {
                passage.Suppressed++;
                return false;
            }

            passage.AdmittedAt[passage.Next] = (int)((nowMs + UnitMs - 1) / UnitMs);
            passage.Next = (passage.Next + 1) % MaxPerHour;
            if (passage.Admitted < MaxPerHour)
            {
                passage.Admitted++;
            }

            return true;
        }

        /// <summary>How many events of a key were suppressed since this was last asked; to be told with the event just admitted.</summary>
        /// <param name="key">The key.</param>
        /// <returns>0 when none was.</returns>
        public int TakeSuppressed(int key)
        {
            Passage passage = Find(key);
            if (passage == null)
            {
                return 0;
            }

            int suppressed = passage.Suppressed;
            passage.Suppressed = 0;
            return suppressed;
        }

        private Passage Find(int key)
        {
            for (int i = 0; i < _passages.Count; i++)
            {
                Passage passage = (Passage)_passages[i];
                if (passage.Key == key)
                {
                    return passage;
                }
            }

            return null;
        }

        // One key's latest events; fields, because it is a record of nothing but numbers.
        private sealed class Passage
        {
            public readonly int[] AdmittedAt = new int[MaxPerHour];
            public readonly int Key;
            public int Next;
            public int Admitted;
            public int Suppressed;

            public Passage(int key)
            {
                Key = key;
            }
        }
    }
}
