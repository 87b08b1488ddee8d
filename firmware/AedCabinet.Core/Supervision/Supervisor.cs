using AedCabinet.Timing;

namespace AedCabinet.Supervision
{
    /// <summary>
    /// Watches that scan, storage and link make progress (SPEC §3): while all do, the external watchdog may be fed; a scan or
    /// link that stands still restarts the board. Storage that stands still only starves the watchdog.
    /// </summary>
    public sealed class Supervisor
    {
        private readonly StallWatch _scan;
        private readonly StallWatch _storage;
        private readonly StallWatch _link;
        private long _lastMs = -1;

        /// <summary>Initializes a new instance of the <see cref="Supervisor"/> class.</summary>
        /// <param name="scan">The scan's progress.</param>
        /// <param name="storage">The storage thread's, or <c>null</c> where there is none.</param>
        /// <param name="link">The link thread's, or <c>null</c> where there is none.</param>
        public Supervisor(Progress scan, Progress storage, Progress link)
        {
            _scan = new StallWatch(scan, SupervisionTimeouts.ScanStallMs);
            _storage = new StallWatch(storage, SupervisionTimeouts.StorageStallMs);
            _link = new StallWatch(link, SupervisionTimeouts.LinkStallMs);
        }

        /// <summary>Gets a value indicating whether the external watchdog may be fed now.</summary>
        public bool MayFeed { get; private set; }

        /// <summary>Gets why the board must restart, or <c>null</c>.</summary>
        public string StallReason { get; private set; }

        /// <summary>Looks once.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Step(long nowMs)
        {
            // A freeze of the supervisor froze the others too: they get the same time to go on.
            long elapsedMs = _lastMs < 0 ? 0 : nowMs - _lastMs;
            elapsedMs = elapsedMs > SupervisionTimeouts.MaxUnseenMs ? SupervisionTimeouts.MaxUnseenMs : elapsedMs;
            _lastMs = nowMs;
            _scan.Look(elapsedMs);
            _storage.Look(elapsedMs);
            _link.Look(elapsedMs);
            MayFeed = !_scan.IsStalled && !_storage.IsStalled && !_link.IsStalled;
            StallReason = _scan.IsStalled ? "scan stalled" : _link.IsStalled ? "link stalled" : null;
        }
    }
}
