using System;
using System.Threading;
using AedCabinet.Supervision;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The supervisor's thread: feeds the external watchdog while all parts make progress, and restarts a board that hangs. In
    /// between it does the probes' rounds, which wait most of the time.
    /// </summary>
    public sealed class SupervisorLoop
    {
        private readonly Supervisor _supervisor;
        private readonly LastResort _lastResort;
        private readonly MemoryShortage _shortage;
        private readonly BootClock _clock;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);

        /// <summary>Initializes a new instance of the <see cref="SupervisorLoop"/> class.</summary>
        /// <param name="supervisor">The judgement.</param>
        /// <param name="lastResort">Makes the outputs safe, keeps the reason and restarts.</param>
        /// <param name="shortage">Counts what could not be told for want of memory.</param>
        /// <param name="clock">The time of this boot.</param>
        public SupervisorLoop(Supervisor supervisor, LastResort lastResort, MemoryShortage shortage, BootClock clock)
        {
            _supervisor = supervisor;
            _lastResort = lastResort;
            _shortage = shortage;
            _clock = clock;
        }

        /// <summary>Sets the external watchdog's pin.</summary>
        public WatchdogPin Watchdog { private get; set; }

        /// <summary>Sets the probes' rounds, or <c>null</c> where none is fitted.</summary>
        public ProbeRounds Probes { private get; set; }

        /// <summary>Sets what is told to look for what a technician wants to know, or <c>null</c>.</summary>
        public ServiceLog Service { private get; set; }

        /// <summary>Looks every second until <see cref="Stop"/> or a restart.</summary>
        public void Run()
        {
            bool goesOn = true;
            long lookAtMs = _clock.NowMs + SupervisionTimeouts.PeriodMs;
            int waitMs = 0;
            while (goesOn && !(_clock.IsPaced ? _clock.Wait(_stop, waitMs) : _stop.WaitOne(waitMs, false)))
            {
                long nowMs = _clock.NowMs;
                if (nowMs >= lookAtMs)
                {
                    lookAtMs = nowMs + SupervisionTimeouts.PeriodMs;
                    goesOn = TryLook(nowMs);
                    TellTechnician();
                }

                waitMs = (int)(lookAtMs - nowMs);
                int probesMs = StepProbes(nowMs, waitMs);
                waitMs = probesMs < waitMs ? probesMs : waitMs;
            }
        }

        /// <summary>Does the probes' rounds that are due. What throws here leaves the temperature unknown, and nothing else.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="waitMs">How long nothing else is to be done, in milliseconds.</param>
        /// <returns>How long there is nothing to do here.</returns>
        private int StepProbes(long nowMs, int waitMs)
        {
            try
            {
                return Probes == null ? waitMs : Probes.Step(nowMs);
            }
            catch (OutOfMemoryException)
            {
                _shortage.Note();
            }
            catch (Exception)
            {
                // Tried again at the next look.
            }

            return waitMs;
        }

        /// <summary>One look.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when the board was restarted.</returns>
        public bool Look(long nowMs)
        {
            _supervisor.Step(nowMs);
            if (_supervisor.MayFeed)
            {
                Watchdog.Feed();
            }

            if (_supervisor.StallReason == null)
            {
                return true;
            }

            _lastResort.End(_supervisor.StallReason, null);
            return false;
        }

        /// <summary>The rest of a round in safe mode after the thread has thrown: reads the probes and feeds the watchdog.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void StandIn(long nowMs)
        {
            if (Probes != null)
            {
                Probes.Step(nowMs);
            }

            Watchdog.Feed();
        }

        /// <summary>Asks <see cref="Run"/> to return.</summary>
        public void Stop() => _stop.Set();

        private bool TryLook(long nowMs)
        {
            try
            {
                return Look(nowMs);
            }
            catch (Exception exception) when (_lastResort.IsSafeMode && !(exception is OutOfMemoryException))
            {
                // Supervised by nobody, but alive.
                Feed();
                return true;
            }
            catch (Exception exception)
            {
                _lastResort.End("supervisor", exception);
                return false;
            }
        }

        private void Feed()
        {
            try
            {
                Watchdog.Feed();
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // The watchdog's pin may have failed: then the external watchdog restarts the board.
            }
        }

        private void TellTechnician()
        {
            try
            {
                if (Service != null)
                {
                    Service.Look();
                }
            }
            catch (OutOfMemoryException)
            {
                // Told at the next look, when there may be memory for the words.
                _shortage.Note();
            }
            catch (Exception)
            {
                // A log line must never restart a board that works. Nothing more is logged in this boot.
                Service = null;
            }
        }
    }
}
