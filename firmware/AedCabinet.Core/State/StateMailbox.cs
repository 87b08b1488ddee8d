namespace AedCabinet
{
    /// <summary>
    /// Where the scan leaves its latest state for the link: one place, the newer picture replaces the older, because a
    /// reader only ever wants the latest. Allocates nothing.
    /// </summary>
    public sealed class StateMailbox
    {
        private readonly CabinetState _latest = new CabinetState();
        private readonly object _lock = new object();
        private int _version;

        /// <summary>Gets a number that grows with every post; 0 before the first.</summary>
        public int Version
        {
            get
            {
                lock (_lock)
                {
                    return _version;
                }
            }
        }

        /// <summary>Gets the mode of the latest picture.</summary>
        public OperatingMode Mode
        {
            get
            {
                lock (_lock)
                {
                    return _latest.Mode;
                }
            }
        }

        /// <summary>Leaves a new picture.</summary>
        /// <param name="state">The state; it is copied.</param>
        public void Post(CabinetState state)
        {
            lock (_lock)
            {
                state.CopyTo(_latest);
                _version++;
            }
        }

        /// <summary>Reads the latest picture.</summary>
        /// <param name="target">Receives the state.</param>
        /// <returns>Its version, to compare with <see cref="Version"/> later.</returns>
        public int Read(CabinetState target)
        {
            lock (_lock)
            {
                _latest.CopyTo(target);
                return _version;
            }
        }
    }
}
