using System;
using System.Threading;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Controller
{
    /// <summary>The storage thread: a write to flash takes tens of milliseconds, far too long for the scan.</summary>
    public sealed partial class StorageLoop
    {
        // The scan wakes it when there is news; acknowledgements and deadlines of seconds may be noticed this late.
        private const int PollMs = 100;

        private const int MaxLastTries = 3;

        // A restart in order to read tells so by the end of its reason; one after another waits longer each time.
        private const string Read = " read";
        private const string ReadAgain = Read + " again";
        private const int FirstPaceMs = Outbox.RetryMs;
        private const int SecondPaceMs = 60000;
        private const int LastPaceMs = 300000;

        // What can't be told by then never may be: the settings may be what hinders it. Without a name nothing is told at all.
        private const int PatienceMs = 600000;

        private readonly Storekeeper _storekeeper;
        private readonly BootClock _clock;
        private readonly AutoResetEvent _wake;
        private readonly AutoResetEvent _linkWake;
        private readonly ThreadFailures _failures;
        private readonly RestartDesk _desk;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private readonly BootRecord _boots;
        private long _readAgainAtMs;

        /// <summary>Initializes a new instance of the <see cref="StorageLoop"/> class.</summary>
        /// <param name="storekeeper">What there is to do.</param>
        /// <param name="clock">The time of this boot.</param>
        /// <param name="wake">Set by the scan when there is news.</param>
        /// <param name="linkWake">Set when the news is stored: all but emergencies go out from flash.</param>
        /// <param name="boots">Receives the reason when it fails again and again.</param>
        /// <param name="desk">Asked for a restart then.</param>
        /// <param name="shortage">Counts the failures for want of memory.</param>
        /// <param name="log">The serial log.</param>
        public StorageLoop(Storekeeper storekeeper, BootClock clock, AutoResetEvent wake, AutoResetEvent linkWake, BootRecord boots,
            RestartDesk desk, MemoryShortage shortage, ILog log)
        {
            _storekeeper = storekeeper;
            _clock = clock;
            _wake = wake;
            _linkWake = linkWake;
            _desk = desk;
            _boots = boots;
            _failures = new ThreadFailures("storage", boots, desk, shortage, log);
        }

        /// <summary>Gets the storage thread's progress.</summary>
        public Progress Progress { get; } = new Progress();

        /// <summary>
        /// Gets or sets the flash on which <c>cabinet.json</c> could not be read, or <c>null</c>: it is read again every
        /// <see cref="Outbox.RetryMs"/>, and the board restarts with it, for flash that failed for a moment must not leave a cabinet
        /// without its name. There is no link until then.
        /// </summary>
        public IStorage Unread { get; set; }

        /// <summary>Sets what tells whether a self-test walks through the outputs, which no restart in order to read cuts short.</summary>
        public SelfTestReport SelfTest { private get; set; }

        /// <summary>Stores until <see cref="Stop"/>, and then everything that is left.</summary>
        public void Run()
        {
            bool hasNews = false;
            while (!_stop.WaitOne(0, false))
            {
                TryRound(_clock.NowMs);
                if (hasNews)
                {
                    _linkWake.Set();
                }

                hasNews = _clock.IsPaced ? _clock.Wait(_wake, PollMs) : _wake.WaitOne(PollMs, false);
            }

            TryFinish(_clock.NowMs);
        }

        /// <summary>One round.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when all was done.</returns>
        public bool TryRound(long nowMs) => TryStore(nowMs, false);

        /// <summary>The last round: everything that is left, without waiting for more.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when all was stored.</returns>
        public bool TryFinish(long nowMs)
        {
            // Events that are not stored now are lost, and a try that ran out of memory may succeed the next time.
            bool isStored = false;
            for (int i = 0; i < MaxLastTries && !isStored; i++)
            {
                isStored = TryStore(nowMs, true);
            }

            return isStored;
        }

        /// <summary>Asks <see cref="Run"/> to store the rest and return.</summary>
        public void Stop()
        {
            _stop.Set();
            _wake.Set();
        }

        // A virtual world lets some exceptions through here. On a board it does not exist.
        partial void RethrowIfUnexpected(Exception exception);

        // A restart in order to read waits until this boot has told what there was, and its memory is on flash (SPEC §11): else a board
        // that misreads at each start would restart again and again, and nobody heard of a door in between.
        private void RestartToRead(bool isKept, long nowMs)
        {
            if (Unread != null && _desk.ToRead == null && nowMs >= _readAgainAtMs)
            {
                _readAgainAtMs = nowMs + Outbox.RetryMs;
                _desk.ToRead = Unread.Read(ConfigurationFile.Name, out byte[] _) == FlashAnswer.Failed ? null : ConfigurationFile.Name;
            }

            if (_desk.ToRead == null || _desk.IsAsked || (SelfTest != null && SelfTest.IsUnderWay))
            {
                return;
            }

            string before = _boots.RestartReason ?? string.Empty;
            bool isRepeated = before.EndsWith(Read) || _boots.IsUnread;
            bool isAgain = before.EndsWith(ReadAgain);
            bool isPatient = nowMs < PatienceMs;
            bool isHeldUp = Unread != null ? isPatient && !isKept : !isKept || (isPatient && _storekeeper.HasUntold);
            if (nowMs >= (isAgain ? LastPaceMs : isRepeated ? SecondPaceMs : FirstPaceMs) && !isHeldUp)
            {
                _desk.Ask(_desk.ToRead + (isAgain || isRepeated ? ReadAgain : Read));
            }
        }

        private bool TryStore(long nowMs, bool isEnding)
        {
            try
            {
                if (isEnding)
                {
                    _storekeeper.End(nowMs);
                }
                else
                {
                    RestartToRead(_storekeeper.Step(nowMs), nowMs);
                }

                _failures.Clear();
                Progress.Note();
                return true;
            }
            catch (Exception exception)
            {
                RethrowIfUnexpected(exception);
                _failures.Note(exception, "trying again");

                // A loop that fails still makes progress: in safe mode the external watchdog must not restart the board for it.
                Progress.Note();
                return false;
            }
        }
    }
}
