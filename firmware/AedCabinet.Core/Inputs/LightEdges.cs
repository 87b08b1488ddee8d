namespace AedCabinet
{
    /// <summary>
    /// Edges of one light between two scans, oldest first: pulses of a few milliseconds that no poll would see. Written by an
    /// interrupt handler, taken by the scan; bounded, allocates nothing.
    /// </summary>
    public sealed class LightEdges
    {
        /// <summary>
        /// How many edges are kept. An AED blinks a few times a second at most; more in 20 ms is a flickering lamp, whose
        /// further edges are dropped: the poll stays the truth.
        /// </summary>
        public const int Capacity = 16;

        private readonly bool[] _lit = new bool[Capacity];
        private readonly long[] _atMs = new long[Capacity];
        private readonly object _lock = new object();
        private int _count;

        /// <summary>Gets how many edges wait.</summary>
        public int Count => _count;

        /// <summary>Adds an edge.</summary>
        /// <param name="lit">Whether the light came on.</param>
        /// <param name="atMs">When, in monotonic milliseconds, taken in the handler.</param>
        public void Add(bool lit, long atMs)
        {
            lock (_lock)
            {
                if (_count < Capacity)
                {
                    _lit[_count] = lit;
                    _atMs[_count] = atMs;
                    _count++;
                }
            }
        }

        /// <summary>Moves every edge to a target, whose own are replaced.</summary>
        /// <param name="target">Where they go.</param>
        public void MoveTo(LightEdges target)
        {
            lock (_lock)
            {
                for (int i = 0; i < _count; i++)
                {
                    target._lit[i] = _lit[i];
                    target._atMs[i] = _atMs[i];
                }

                target._count = _count;
                _count = 0;
            }
        }

        /// <summary>Shows every edge to a channel.</summary>
        /// <param name="channel">The channel.</param>
        public void ShowTo(IndicatorChannel channel)
        {
            for (int i = 0; i < _count; i++)
            {
                channel.Edge(_lit[i], _atMs[i]);
            }
        }

        /// <summary>Forgets every edge.</summary>
        public void Clear()
        {
            lock (_lock)
            {
                _count = 0;
            }
        }
    }
}
