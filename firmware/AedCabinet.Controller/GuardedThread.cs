using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>
    /// A thread whose last catch is the board's <see cref="LastResort"/>: on this platform it would otherwise just be gone. In safe mode,
    /// where a restart has not helped, it is gone, and what stands in for it keeps the board from restarting again and again.
    /// </summary>
    public sealed class GuardedThread
    {
        private const int PauseMs = 1000;

        private readonly string _name;
        private readonly ThreadStart _run;
        private readonly LastResort _lastResort;
        private readonly TimerCallback _standIn;
        private readonly NoticeQueue _notices;
        private readonly Thread _thread;
        private bool _mustEnd;

        /// <summary>Initializes a new instance of the <see cref="GuardedThread"/> class and starts it.</summary>
        /// <param name="name">Its name, for the next boot's event.</param>
        /// <param name="run">What it does.</param>
        /// <param name="lastResort">What is done when that throws.</param>
        /// <param name="standIn">Called with the name in safe mode, again and again, when that has thrown; waits a while each time. <c>null</c> for nothing.</param>
        /// <param name="notices">Told then; <c>null</c> for nobody.</param>
        /// <exception cref="OutOfMemoryException">There is no memory for it (1.2 KB with its frames); it does not run then.</exception>
        public GuardedThread(string name, ThreadStart run, LastResort lastResort, TimerCallback standIn = null, NoticeQueue notices = null)
        {
            _name = name;
            _run = run;
            _lastResort = lastResort;
            _standIn = standIn;
            _notices = notices;
            _thread = new Thread(Run);
            _thread.Start();
        }

        /// <summary>Waits until it has ended.</summary>
        /// <param name="timeoutMs">For how long at most, in milliseconds.</param>
        /// <returns><c>true</c> when it has.</returns>
        public bool Join(int timeoutMs)
        {
            _mustEnd = true;
            return _thread.Join(timeoutMs);
        }

        private void Run()
        {
            try
            {
                _run();
            }
            catch (Exception exception)
            {
                bool goesOn = _standIn != null && _lastResort.IsSafeMode && !(exception is OutOfMemoryException);
                if (!goesOn)
                {
                    _lastResort.End(_name, exception);
                }

                bool isTold = false;
                while (goesOn && !_mustEnd)
                {
                    try
                    {
                        if (!isTold)
                        {
                            isTold = true;
                            _notices.TellFailed(_name, exception);
                        }

                        _standIn(_name);
                    }
                    catch (OutOfMemoryException)
                    {
                        // There may be some at the next try.
                        Thread.Sleep(PauseMs);
                    }
                    catch (Exception)
                    {
                        // What it needs may be the very part that has failed.
                        Thread.Sleep(PauseMs);
                    }
                }
            }
        }
    }
}
