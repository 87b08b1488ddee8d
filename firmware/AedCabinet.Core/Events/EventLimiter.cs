namespace AedCabinet
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
    /// <para>A key costs 4 bytes until its first event and about 130 from then on; of some 50 kinds a cabinet sees about ten.</para>
    /// </remarks>
    public sealed class EventLimiter
    {
        /// <summary>The most events of one key in any hour (fixed).</summary>
        public const int MaxPerHour = 12;

        private const long HourMs = 60 * 60 * 1000;

        private readonly Passage[] _passages;

        /// <summary>Initializes a new instance of the <see cref="EventLimiter"/> class.</summary>
        /// <param name="keys">How many keys there are: <see cref="EventCatalog.Count"/> when the key is the kind of event.</param>
        public EventLimiter(int keys)
        {
            _passages = new Passage[keys];
        }

        /// <summary>Asks whether an event may be emitted, and counts it either way. Allocates only at a key's first event.</summary>
        /// <param name="key">What is limited, 0 to below the number of keys: an <see cref="EventKind"/> as a number.</param>
        /// <param name="isLimited">Whether it may be suppressed at all.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when it is to be suppressed.</returns>
        public bool Admit(int key, bool isLimited, long nowMs)
        {
            Passage passage = _passages[key];
            if (passage == null)
            {
                passage = new Passage();
                _passages[key] = passage;
            }

            // The place to be overwritten holds the event MaxPerHour before this one.
            if (isLimited && passage.Admitted == MaxPerHour && nowMs - passage.AdmittedAtMs[passage.Next] < HourMs)
            {
                passage.Suppressed++;
                return false;
            }

            passage.AdmittedAtMs[passage.Next] = nowMs;
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
            Passage passage = _passages[key];
            if (passage == null)
            {
                return 0;
            }

            int suppressed = passage.Suppressed;
            passage.Suppressed = 0;
            return suppressed;
        }

        // One key's latest events; fields, because it is a record of nothing but numbers.
        private sealed class Passage
        {
            public readonly long[] AdmittedAtMs = new long[MaxPerHour];
            public int Next;
            public int Admitted;
            public int Suppressed;
        }
    }
}
