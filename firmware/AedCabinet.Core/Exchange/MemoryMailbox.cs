using AedCabinet.Flash;
using AedCabinet.Timing;

namespace AedCabinet.Exchange
{
    /// <summary>The cabinet's memory on its way from the scan to flash: the latest counts. Allocates nothing.</summary>
    public sealed partial class MemoryMailbox
    {
        /// <summary>Whether nobody knows in this boot whether there is a kit and SOS.</summary>
        public bool IsUnjudged;

        private readonly PersistentState _latest = new PersistentState();
        private readonly object _lock = new object();
        private bool _hasNews;

        /// <summary>Gets the latest local day known, which today is not before; <see cref="LocalTime.Unknown"/> when none is.</summary>
        public int LastDay => _latest.LastDay;

        /// <summary>Sets what was on flash, before the scan begins.</summary>
        /// <param name="memory">What a boot before this one left.</param>
        public void Restore(PersistentState memory)
        {
            lock (_lock)
            {
                memory.CopyTo(_latest);
            }
        }

        /// <summary>Copies the latest memory.</summary>
        /// <param name="target">Receives it.</param>
        public void Read(PersistentState target)
        {
            lock (_lock)
            {
                _latest.CopyTo(target);
            }
        }

        /// <summary>Leaves what is to be kept.</summary>
        /// <param name="memory">Copied.</param>
        public void Post(PersistentState memory)
        {
            lock (_lock)
            {
                memory.CopyTo(_latest);
                _hasNews = true;
            }
        }

        /// <summary>Takes what was left since the last call.</summary>
        /// <param name="target">Receives it.</param>
        /// <returns><c>false</c> when nothing was.</returns>
        public bool TryTake(PersistentState target)
        {
            lock (_lock)
            {
                bool hadNews = _hasNews;
                _hasNews = false;
                if (hadNews)
                {
                    _latest.CopyTo(target);
                }

                return hadNews;
            }
        }
    }
}
