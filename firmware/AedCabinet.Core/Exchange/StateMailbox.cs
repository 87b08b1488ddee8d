using AedCabinet.State;

namespace AedCabinet.Exchange
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

        /// <summary>Leaves a new picture, if it is the first or differs from the latest in what a reader should know.</summary>
        /// <param name="state">The state; it is copied.</param>
        /// <returns><c>true</c> when it was left.</returns>
        public bool PostIfWorthTelling(CabinetState state)
        {
            lock (_lock)
            {
                if (_version > 0 && !StateChange.IsWorthTelling(_latest, state))
                {
                    return false;
                }

                state.CopyTo(_latest);
                _version++;
                return true;
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
