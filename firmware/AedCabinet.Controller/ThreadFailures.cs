using System;
using AedCabinet.Platform;
using AedCabinet.Supervision;

namespace AedCabinet.Controller
{
    /// <summary>The failures in a row of a thread that goes on after each of them, until it asks for a restart.</summary>
    public sealed class ThreadFailures
    {
        // About a second of rounds: a failure in every one of them is not mended by trying again.
        private const int MaxFailuresInARow = 10;

        // About a minute of rounds: a failure that returns sooner was not mended, whatever went well in between.
        private const int SoundRounds = 600;

        private readonly string _thread;
        private readonly BootRecord _boots;
        private readonly RestartDesk _desk;
        private readonly MemoryShortage _shortage;
        private readonly ILog _log;
        private int _failuresInARow;
        private int _soundRounds;
        private bool _hasGivenUp;

        /// <summary>Initializes a new instance of the <see cref="ThreadFailures"/> class.</summary>
        /// <param name="thread">The thread's name, for the log and as the reason of a restart.</param>
        /// <param name="boots">Receives the reason when it fails again and again.</param>
        /// <param name="desk">Asked for a restart then.</param>
        /// <param name="shortage">Counts the failures for want of memory.</param>
        /// <param name="log">The serial log.</param>
        public ThreadFailures(string thread, BootRecord boots, RestartDesk desk, MemoryShortage shortage, ILog log)
        {
            _thread = thread;
            _boots = boots;
            _desk = desk;
            _shortage = shortage;
            _log = log;
        }

        /// <summary>A round went well; after a minute of them the failures before are forgotten.</summary>
        public void Clear()
        {
            if (_failuresInARow > 0 && ++_soundRounds >= SoundRounds)
            {
                _failuresInARow = 0;
            }
        }

        /// <summary>A round failed. Never throws: it is called where something has just been thrown.</summary>
        /// <param name="exception">Why.</param>
        /// <param name="remedy">What the thread does now, for the log.</param>
        public void Note(Exception exception, string remedy)
        {
            // Counted before it is logged: there may be no memory for the text.
            _failuresInARow++;
            _soundRounds = 0;
            if (exception is OutOfMemoryException)
            {
                _shortage.Note();
            }

            try
            {
                string reason = _thread + ": " + exception.GetType().FullName;
                // In safe mode restarts were already tried three times: the door must not wait for more of them.
                if (_failuresInARow >= MaxFailuresInARow && !_hasGivenUp && !_boots.IsSafeMode)
                {
                    // The mark first: a restart that is asked for may begin at once, and would then count as one on purpose.
                    _boots.TryMarkCrashed(reason);
                    _desk.Ask(reason);
                    _hasGivenUp = true;
                }

                _log.Error(reason + " " + exception.Message + "; " + remedy);
            }
            catch (OutOfMemoryException)
            {
                if (_failuresInARow >= MaxFailuresInARow && !_boots.IsSafeMode)
                {
                    _desk.Ask(_thread);
                }
            }
        }
    }
}
