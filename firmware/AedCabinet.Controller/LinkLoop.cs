using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>The link thread: advances <see cref="RegistryLink"/> when there is news and every now and then besides.</summary>
    public sealed class LinkLoop
    {
        // Deadlines of the link are seconds; this is how late it may notice one.
        private const int PollMs = 100;

        // A failure that comes back in every step is none that starting over mends.
        private const int MaxFailuresInARow = 10;

        private readonly RegistryLink _link;
        private readonly BootClock _clock;
        private readonly AutoResetEvent _wake;
        private readonly BootRecord _boots;
        private readonly RestartDesk _desk;
        private readonly ILog _log;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private bool _isStopping;
        private int _failuresInARow;

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
            _boots = boots;
            _desk = desk;
            _log = log;
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
                    _failuresInARow = 0;
                    Progress.Note(nowMs);
                }
                catch (Exception exception)
                {
                    _log.Error("link: failed (" + exception.GetType().FullName + " " + exception.Message + "); starting over");
                    NoteFailure("link: " + exception.GetType().FullName);
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

        private void NoteFailure(string reason)
        {
            _failuresInARow++;
            if (_failuresInARow == MaxFailuresInARow)
            {
                // The mark first: a restart that is asked for may begin at once, and would then count as one on purpose.
                _boots.TryMarkCrashed(reason);
                _desk.Ask(reason);
            }
        }
    }
}
