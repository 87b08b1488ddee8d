namespace AedCabinet.Supervision
{
    /// <summary>The supervisor's time-outs in one place; <c>firmware/TIMEOUTS.md</c> says why.</summary>
    public static class SupervisionTimeouts
    {
        /// <summary>The supervisor looks, and may toggle the watchdog pin, this often, in milliseconds.</summary>
        public const int PeriodMs = 1000;

        /// <summary>
        /// At most this much of the time since the last look counts, in milliseconds: a TLS handshake freezes every thread, the supervisor
        /// too.
        /// </summary>
        public const int MaxUnseenMs = 2000;

        /// <summary>A scan that makes no progress for this long, in milliseconds, restarts the board (SPEC §3).</summary>
        public const int ScanStallMs = 10000;

        /// <summary>
        /// A scan that makes no progress for this long, in milliseconds, takes the link offline: nobody may hear that all is well (SPEC
        /// §3).
        /// </summary>
        public const int ScanOfflineMs = 5000;

        /// <summary>Storage without progress for this long, in milliseconds, gets the watchdog pin no more pulses.</summary>
        public const int StorageStallMs = 60000;

        /// <summary>A link thread without progress for this long, in milliseconds, restarts the board (SPEC §3).</summary>
        public const int LinkStallMs = 600000;

        /// <summary>A boot that lasts this long, in milliseconds, was no early death (SPEC §12).</summary>
        public const int SurvivedMs = 300000;

        /// <summary>
        /// A boot that was seen to live this long, in milliseconds, did not hang: shorter than the external watchdog waits.
        /// </summary>
        public const int LivedMs = 45000;

        /// <summary>
        /// Boots that hung begin at least so far apart, in milliseconds: what the external watchdog waits at the least (SPEC §16).
        /// </summary>
        public const int LeastHangMs = 60000;

        /// <summary>And at most so far, in milliseconds: twice what it waits at the most.</summary>
        public const int MostHangMs = 240000;

        /// <summary>Healthy time that ends safe mode, in milliseconds, added up over restarts.</summary>
        public const int HealthyMs = 3600000;
    }
}
