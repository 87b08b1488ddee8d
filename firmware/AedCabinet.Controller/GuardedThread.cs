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
        private readonly string _name;
        private readonly ThreadStart _run;
        private readonly LastResort _lastResort;
        private readonly Thread _thread;

        /// <summary>Initializes a new instance of the <see cref="GuardedThread"/> class and starts it.</summary>
        /// <param name="name">Its name, for the next boot's event.</param>
        /// <param name="run">What it does.</param>
        /// <param name="lastResort">What is done when that throws.</param>
        /// <exception cref="OutOfMemoryException">There is no memory for it (1.2 KB with its frames); it does not run then.</exception>
        public GuardedThread(string name, ThreadStart run, LastResort lastResort)
        {
            _name = name;
            _run = run;
            _lastResort = lastResort;
            _thread = new Thread(Run);
            _thread.Start();
        }

        /// <summary>Waits until it has ended; what stands in for a thread that has failed ends too.</summary>
        /// <param name="timeoutMs">For how long at most, in milliseconds.</param>
        /// <returns><c>true</c> when it has.</returns>
        public bool Join(int timeoutMs)
        {
            _lastResort.IsEnding = true;
            return _thread.Join(timeoutMs);
        }

        // Short: its frame lies on the device's heap for as long as the thread runs.
        private void Run()
        {
            try
            {
                _run();
            }
            catch (Exception exception)
            {
                _lastResort.Outlive(_name, exception);
            }
        }
    }
}
