namespace AedCabinet.Exchange
{
    /// <summary>Requests on their way into the scan: bounded, written from any thread, taken by the scan. Allocates nothing.</summary>
    public sealed class RequestQueue
    {
        /// <summary>How many may wait; the scan takes them within 20 ms.</summary>
        public const int Capacity = 8;

        private readonly CabinetRequest[] _requests = new CabinetRequest[Capacity];
        private readonly long[] _durationsMs = new long[Capacity];
        private int _first;
        private int _count;

        /// <summary>Gets a value indicating whether something is asked for.</summary>
        public bool HasWaiting
        {
            get
            {
                lock (_requests)
                {
                    return _count > 0;
                }
            }
        }

        /// <summary>Asks for something.</summary>
        /// <param name="request">What.</param>
        /// <param name="durationMs">For how long, in milliseconds, where that has a meaning; 0 for the default.</param>
        /// <returns><c>false</c> when too many wait.</returns>
        public bool TryAdd(CabinetRequest request, long durationMs)
        {
            lock (_requests)
            {
                if (_count == Capacity)
                {
                    return false;
                }

                int place = (_first + _count) % Capacity;
                _requests[place] = request;
                _durationsMs[place] = durationMs;
                _count++;
                return true;
            }
        }

        /// <summary>Takes the oldest request.</summary>
        /// <param name="request">What.</param>
        /// <param name="durationMs">For how long, in milliseconds.</param>
        /// <returns><c>false</c> when none waits.</returns>
        public bool TryTake(out CabinetRequest request, out long durationMs)
        {
            lock (_requests)
            {
                request = _requests[_first];
                durationMs = _durationsMs[_first];
                if (_count == 0)
                {
                    return false;
                }

                _first = (_first + 1) % Capacity;
                _count--;
                return true;
            }
        }
    }
}
