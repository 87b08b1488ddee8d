using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Supervision;

namespace AedCabinet.Controller
{
    /// <summary>Counts how the scan is doing, for the telemetry: written by the control thread, read by the link's.</summary>
    public sealed class ScanHealth : IHealthSource
    {
        private readonly object _lock = new object();
        private readonly MemoryShortage _shortage;
        private int _longestMs;
        private int _overruns;

        /// <summary>Gets what looks after the heap.</summary>
        public HeapWatch Heap { get; } = new HeapWatch();

        /// <summary>Initializes a new instance of the <see cref="ScanHealth"/> class.</summary>
        /// <param name="shortage">Counts what did not fit into memory.</param>
        public ScanHealth(MemoryShortage shortage)
        {
            _shortage = shortage;
        }

        /// <summary>A scan ended.</summary>
        /// <param name="durationMs">How long it took, in milliseconds.</param>
        /// <param name="lateMs">How much later than it should it began, in milliseconds.</param>
        public void Note(int durationMs, int lateMs)
        {
            lock (_lock)
            {
                _longestMs = durationMs > _longestMs ? durationMs : _longestMs;
                _overruns += lateMs >= Cabinet.ScanPeriodMs ? 1 : 0;
            }
        }

        /// <inheritdoc/>
        public void Read(FirmwareHealth health)
        {
            lock (_lock)
            {
                health.LongestScanMs = _longestMs;
                health.ScanOverruns = _overruns;
                _longestMs = 0;
                _overruns = 0;
            }

            health.MemoryShortages = _shortage.Count;
            health.FreeBytes = Heap.FreeBytes;
            health.LowestFreeBytes = Heap.LowestFreeBytes;
        }
    }
}
