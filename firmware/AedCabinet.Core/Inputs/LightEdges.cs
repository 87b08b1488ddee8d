namespace AedCabinet.Inputs
{
    /// <summary>
    /// Edges of one light between two scans, oldest first: pulses of a few milliseconds that no poll would see. Written by an
    /// interrupt handler, taken by the scan; bounded, and allocates nothing after the first edge.
    /// </summary>
    public sealed partial class LightEdges
    {
        /// <summary>
        /// How many edges are kept. An AED blinks a few times a second at most; more in 20 ms is a flickering lamp, whose
        /// further edges are dropped: the poll stays the truth.
        /// </summary>
        public const int Capacity = 16;

        // Made for the first edge, as most cabinets watch one light only: its time, as its complement when the light went off.
        private long[] _edges;
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
                    _edges = _edges ?? new long[Capacity];
                    _edges[_count] = lit ? atMs : ~atMs;
                    _count++;
                }
            }
        }

        /// <summary>Moves every edge to a target, whose own are replaced.</summary>
        /// <param name="target">Where they go; nobody else writes there.</param>
        public void MoveTo(LightEdges target)
        {
            // Asked in every scan: an edge that comes right now is there in the next.
            if (_count == 0)
            {
                target._count = 0;
                return;
            }

            lock (_lock)
            {
                long[] free = target._edges;
                target._edges = _edges;
                target._count = _count;
                _edges = free;
                _count = 0;
            }
        }

        /// <summary>An edge that waits.</summary>
        /// <param name="index">Its place, 0 for the oldest, below <see cref="Count"/>.</param>
        /// <returns>Its time in monotonic milliseconds, as its complement (below 0) when the light went off.</returns>
        public long At(int index) => _edges[index];
    }
}
