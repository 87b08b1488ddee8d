namespace AedCabinet.Exchange
{
    /// <summary>Outcomes of requests that take the scan a while, on their way out of it: bounded, allocates nothing.</summary>
    public sealed class OutcomeQueue
    {
        /// <summary>How many may wait: one of each kind of request that can be under way.</summary>
        public const int Capacity = 4;

        private readonly CabinetRequest[] _requests = new CabinetRequest[Capacity];
        private readonly string[] _failures = new string[Capacity];
        private int _count;

        /// <summary>Leaves an outcome. When too many wait, the oldest goes: nobody asked for it.</summary>
        /// <param name="request">What was asked for.</param>
        /// <param name="failure">Why it failed, or <c>null</c>.</param>
        public void Add(CabinetRequest request, string failure)
        {
            lock (_requests)
            {
                if (_count == Capacity)
                {
                    Shift();
                }

                _requests[_count] = request;
                _failures[_count] = failure;
                _count++;
            }
        }

        /// <summary>The oldest outcome; it stays until <see cref="Remove"/>.</summary>
        /// <param name="request">What was asked.</param>
        /// <param name="failure">Why it failed, or <c>null</c>.</param>
        /// <returns><c>false</c> when there is none.</returns>
        public bool TryPeek(out CabinetRequest request, out string failure)
        {
            lock (_requests)
            {
                request = _requests[0];
                failure = _count == 0 ? null : _failures[0];
                return _count > 0;
            }
        }

        /// <summary>Takes the oldest outcome out.</summary>
        public void Remove()
        {
            lock (_requests)
            {
                Shift();
            }
        }

        private void Shift()
        {
            _count--;
            for (int i = 0; i < _count; i++)
            {
                _requests[i] = _requests[i + 1];
                _failures[i] = _failures[i + 1];
            }
        }
    }
}
