using System;
using System.Threading;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Controller
{
    /// <summary>The link thread: advances <see cref="RegistryLink"/> when there is news and every now and then besides.</summary>
    public sealed class LinkLoop
    {
        // Deadlines of the link are seconds; this is how late it may notice one.
        private const int PollMs = 100;

        private readonly RegistryLink _link;
        private readonly BootClock _clock;
        private readonly AutoResetEvent _wake;
        private readonly Progress _scan;
        private readonly StallWatch _scanWatch;
        private readonly ILog _log;
        private readonly ThreadFailures _failures;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private bool _isStopping;
        private bool _mustStartOver;
        private bool _isHeldOff;
        private long _lookedAtMs;

        /// <summary>Initializes a new instance of the <see cref="LinkLoop"/> class.</summary>
        /// <param name="link">The link.</param>
        /// <param name="clock">The time of this boot.</param>
        /// <param name="wake">Set by the scan and by the MQTT client's threads when there is news.</param>
        /// <param name="boots">Receives the reason when the link fails again and again.</param>
        /// <param name="desk">Asked for a restart then.</param>
        /// <param name="scan">The scan's progress: while it makes none, nobody is told that the cabinet is online.</param>
        /// <param name="shortage">Counts the failures for want of memory.</param>
        /// <param name="log">The serial log.</param>
        public LinkLoop(RegistryLink link, BootClock clock, AutoResetEvent wake, BootRecord boots, RestartDesk desk, Progress scan,
            MemoryShortage shortage, ILog log)
        {
            _scan = scan;
            _scanWatch = new StallWatch(scan, SupervisionTimeouts.ScanOfflineMs);
            _log = log;
            _link = link;
            _clock = clock;
            _wake = wake;
            _failures = new ThreadFailures("link", boots, desk, shortage, log);
        }

        /// <summary>Gets the link thread's progress.</summary>
        public Progress Progress { get; } = new Progress();

        /// <summary>Runs the link until <see cref="Stop"/> and its farewell.</summary>
        public void Run()
        {
            while (!_link.IsStopped)
            {
                Round(_clock.NowMs);
                _ = _clock.IsPaced ? _clock.Wait(_wake, PollMs) : _wake.WaitOne(PollMs, false);
            }
        }

        /// <summary>One round.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Round(long nowMs)
        {
            try
            {
                if (_mustStartOver)
                {
                    _link.StartOver(nowMs);
                    _mustStartOver = false;
                }

                if (!_isStopping && _stop.WaitOne(0, false))
                {
                    _isStopping = true;
                    _link.BeginStop(nowMs);
                }

                if (_isStopping || IsScanning(nowMs))
                {
                    _link.Step(nowMs);
                }

                // Waiting for the next attempt proves nothing; only a link that is online has recovered.
                if (_link.State == LinkState.Online)
                {
                    _failures.Clear();
                }
            }
            catch (Exception exception)
            {
                // Tried from the next round on until it succeeds: there may be no memory for it now.
                _mustStartOver = true;
                _failures.Note(exception, "starting over");
            }

            // A loop that fails still makes progress. ThreadFailures decides what follows; in safe mode nothing does.
            Progress.Note();
        }

        /// <summary>Asks <see cref="Run"/> to say goodbye to the broker and return.</summary>
        public void Stop()
        {
            _stop.Set();
            _wake.Set();
        }

        // The cabinet must not look alive when its alarm does not run: not before the first scan, nor when the scan has stopped.
        private bool IsScanning(long nowMs)
        {
            // A freeze of this thread (a TLS handshake) froze the scan too.
            long elapsedMs = nowMs - _lookedAtMs;
            _lookedAtMs = nowMs;
            _scanWatch.Look(elapsedMs > SupervisionTimeouts.MaxUnseenMs ? SupervisionTimeouts.MaxUnseenMs : elapsedMs);
            bool isScanning = _scan.Count != 0 && !_scanWatch.IsStalled;
            if (isScanning || _scan.Count == 0)
            {
                _isHeldOff = false;
            }
            else if (!_isHeldOff)
            {
                // Without a farewell, so that the broker publishes the last will.
                _link.StartOver(nowMs);
                _isHeldOff = true;
                _log.Error("link: offline, for the scan stands still");
            }

            return isScanning;
        }
    }
}
