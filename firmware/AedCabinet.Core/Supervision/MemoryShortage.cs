using System.Threading;

namespace AedCabinet.Supervision
{
    /// <summary>
    /// How often this boot found no memory for something. It is an error of its own, nobody's bad input (SPEC §16). Every member may be
    /// called from any thread.
    /// </summary>
    public sealed class MemoryShortage
    {
        private int _count;

        /// <summary>Gets how often; 0 on a board that is large enough.</summary>
        public int Count => _count;

        /// <summary>Something did not fit. Allocates nothing.</summary>
        public void Note() => Interlocked.Increment(ref _count);
    }
}
