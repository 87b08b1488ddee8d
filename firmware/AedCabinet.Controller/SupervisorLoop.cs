using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>The supervisor's thread: feeds the external watchdog while all parts make progress, and restarts a board that hangs.</summary>
    public sealed class SupervisorLoop
    {
        private readonly Supervisor _supervisor;
        private readonly WatchdogPin _watchdog;
        private readonly LastResort _lastResort;
        private readonly MemoryShortage _shortage;
        private readonly BootClock _clock;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private ServiceLog _service;

        /// <summary>Initializes a new instance of the <see cref="SupervisorLoop"/> class.</summary>
        /// <param name="supervisor">The judgement.</param>
        /// <param name="watchdog">The external watchdog's pin.</param>
        /// <param name="service">Told to look for what a technician wants to know, or <c>null</c>.</param>
        /// <param name="lastResort">Makes the outputs safe, keeps the reason and restarts.</param>
        /// <param name="shortage">Counts what could not be told for want of memory.</param>
        /// <param name="clock">The time of this boot.</param>
        public SupervisorLoop(Supervisor supervisor, WatchdogPin watchdog, ServiceLog service, LastResort lastResort, MemoryShortage shortage, BootClock clock)
        {
            _supervisor = supervisor;
            _watchdog = watchdog;
            _service = service;
            _lastResort = lastResort;
            _shortage = shortage;
            _clock = clock;
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
                    _lastResort.End("supervisor", exception);
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

            _lastResort.End(_supervisor.StallReason, null);
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
            catch (OutOfMemoryException)
            {
                // Told at the next look, when there may be memory for the words.
                _shortage.Note();
            }
            catch (Exception)
            {
                // What is only told must never restart a board that works. Nothing more is told in this boot.
                _service = null;
            }
        }
    }
}
