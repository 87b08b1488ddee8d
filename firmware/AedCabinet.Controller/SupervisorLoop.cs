using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>The supervisor's thread: feeds the external watchdog while all parts make progress, and restarts a board that hangs.</summary>
    public sealed class SupervisorLoop
    {
        private readonly Supervisor _supervisor;
        private readonly WatchdogPin _watchdog;
        private readonly BootRecord _boots;
        private readonly IBoard _board;
        private readonly BootClock _clock;
        private readonly ILog _log;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private ServiceLog _service;

        /// <summary>Initializes a new instance of the <see cref="SupervisorLoop"/> class.</summary>
        /// <param name="supervisor">The judgement.</param>
        /// <param name="watchdog">The external watchdog's pin.</param>
        /// <param name="service">Told to look for what a technician wants to know, or <c>null</c>.</param>
        /// <param name="boots">Receives the reason of a restart.</param>
        /// <param name="board">Restarts, or <c>null</c> where nothing can.</param>
        /// <param name="clock">The time of this boot.</param>
        /// <param name="log">The serial log.</param>
        public SupervisorLoop(Supervisor supervisor, WatchdogPin watchdog, ServiceLog service, BootRecord boots, IBoard board, BootClock clock, ILog log)
        {
            _supervisor = supervisor;
            _watchdog = watchdog;
            _service = service;
            _boots = boots;
            _board = board;
            _clock = clock;
            _log = log;
        }

        /// <summary>Looks every second until <see cref="Stop"/> or a restart.</summary>
        public void Run()
        {
            bool goesOn = true;
            while (goesOn && !_clock.Wait(_stop, SupervisionTimeouts.PeriodMs))
            {
                try
                {
                    goesOn = Look(_clock.NowMs);
                }
                catch (Exception exception)
                {
                    goesOn = false;
                    Restart("supervisor: " + exception.GetType().FullName);
                }

                TellTechnician();
            }
        }

        /// <summary>One look.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when the board was restarted.</returns>
        public bool Look(long nowMs)
        {
            _supervisor.Step(nowMs);
            if (_supervisor.MayFeed)
            {
                _watchdog.Feed();
            }

            if (_supervisor.StallReason == null)
            {
                return true;
            }

            Restart(_supervisor.StallReason);
            return false;
        }

        /// <summary>Asks <see cref="Run"/> to return.</summary>
        public void Stop() => _stop.Set();

        private void TellTechnician()
        {
            try
            {
                if (_service != null)
                {
                    _service.Look();
                }
            }
            catch (Exception)
            {
                // What is only told must never restart a board that works. Nothing more is told in this boot.
                _service = null;
            }
        }

        private void Restart(string reason)
        {
            try
            {
                _log.Error("supervisor: " + reason + "; the board restarts");
                _boots.TryMarkCrashed(reason);
            }
            catch (Exception)
            {
                // A reason that can't be kept must not keep the board from restarting.
            }

            if (_board != null)
            {
                _board.Restart();
            }
        }
    }
}
