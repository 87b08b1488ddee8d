using System;
using System.Threading;

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
        private readonly ThreadFailures _failures;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private bool _isStopping;

        /// <summary>Initializes a new instance of the <see cref="LinkLoop"/> class.</summary>
        /// <param name="link">The link.</param>
        /// <param name="clock">The time of this boot.</param>
        /// <param name="wake">Set by the scan and by the MQTT client's threads when there is news.</param>
        /// <param name="boots">Receives the reason when the link fails again and again.</param>
        /// <param name="desk">Asked for a restart then.</param>
        /// <param name="log">The serial log.</param>
        public LinkLoop(RegistryLink link, BootClock clock, AutoResetEvent wake, BootRecord boots, RestartDesk desk, ILog log)
        {
            _link = link;
            _clock = clock;
            _wake = wake;
            _failures = new ThreadFailures("link", boots, desk, log);
        }

        /// <summary>Gets the link thread's progress.</summary>
        public Progress Progress { get; } = new Progress();

        /// <summary>Runs the link until <see cref="Stop"/> and its farewell.</summary>
        public void Run()
        {
            while (!_link.IsStopped)
            {
                long nowMs = _clock.NowMs;
                try
                {
                    if (!_isStopping && _stop.WaitOne(0, false))
                    {
                        _isStopping = true;
                        _link.BeginStop(nowMs);
                    }

                    _link.Step(nowMs);
                    _failures.Clear();
                    Progress.Note(nowMs);
                }
                catch (Exception exception)
                {
                    _failures.Note(exception, "starting over");
                    _link.StartOver(_clock.NowMs);
                }

                _clock.Wait(_wake, PollMs);
            }
        }

        /// <summary>Asks <see cref="Run"/> to say goodbye to the broker and return.</summary>
        public void Stop()
        {
            _stop.Set();
            _wake.Set();
        }
    }
}
