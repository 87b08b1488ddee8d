using System;

namespace AedCabinet.Controller
{
    /// <summary>The failures in a row of a thread that goes on after each of them, until it asks for a restart.</summary>
    public sealed class ThreadFailures
    {
        // About a second of rounds: a failure that comes back in every one is none that trying again mends.
        private const int MaxFailuresInARow = 10;

        private readonly string _thread;
        private readonly BootRecord _boots;
        private readonly RestartDesk _desk;
        private readonly ILog _log;
        private int _failuresInARow;

        /// <summary>Initializes a new instance of the <see cref="ThreadFailures"/> class.</summary>
        /// <param name="thread">The thread's name, for the log and as the reason of a restart.</param>
        /// <param name="boots">Receives the reason when it fails again and again.</param>
        /// <param name="desk">Asked for a restart then.</param>
        /// <param name="log">The serial log.</param>
        public ThreadFailures(string thread, BootRecord boots, RestartDesk desk, ILog log)
        {
            _thread = thread;
            _boots = boots;
            _desk = desk;
            _log = log;
        }

        /// <summary>A round went well.</summary>
        public void Clear() => _failuresInARow = 0;

        /// <summary>A round failed.</summary>
        /// <param name="exception">Why.</param>
        /// <param name="remedy">What the thread does now, for the log.</param>
        public void Note(Exception exception, string remedy)
        {
            string reason = _thread + ": " + exception.GetType().FullName;
            _log.Error(_thread + ": failed (" + exception.GetType().FullName + " " + exception.Message + "); " + remedy);
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
