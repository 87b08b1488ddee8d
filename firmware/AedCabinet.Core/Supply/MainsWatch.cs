using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Supply
{
    /// <summary>
    /// Watches the opto-coupler that sees the mains: lost after 2 s, back after 5 s (SPEC §4), and how long they have been gone.
    /// </summary>
    /// <remarks>
    /// After a boot the mains are unknown, not present: the heater waits, and a cabinet that starts on its battery says that
    /// the mains are lost as if it had just happened. A cabinet that starts with its mains there has nothing to tell.
    /// </remarks>
    public sealed class MainsWatch
    {
        private readonly PowerSettings _settings;
        private readonly long _batteryReadyMs;
        private bool _hasStarted;
        private bool _isPresent;
        private long _contactSinceMs;
        private long _sinceMs;

        /// <summary>Initializes a new instance of the <see cref="MainsWatch"/> class.</summary>
        /// <param name="settings">Whether the opto-coupler is fitted, and its times.</param>
        public MainsWatch(PowerSettings settings)
        {
            _settings = settings;
            _batteryReadyMs = settings.ReadyOnBatteryMinutes * 60000L;
            State = settings.MainsFitted ? MainsState.Unknown : MainsState.NotFitted;
        }

        /// <summary>Gets what is known of the mains.</summary>
        public MainsState State { get; private set; }

        /// <summary>
        /// Gets a value indicating whether there is something to tell in this scan: the mains are lost, or back after that.
        /// </summary>
        public bool Changed { get; private set; }

        /// <summary>Gets a value indicating whether the cabinet may draw what only the mains can give.</summary>
        public bool IsOnMains => State == MainsState.Present || State == MainsState.NotFitted;

        /// <summary>How long the cabinet has been on its battery.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Milliseconds since the mains went away (not since that was believed), or since the boot; 0 while they are not
        /// lost.</returns>
        public long OnBatteryMs(long nowMs) => State == MainsState.Lost ? nowMs - _sinceMs : 0;

        /// <summary>Whether the cabinet has been on its battery for too long to be relied on (SPEC §6: 4 h).</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when it has.</returns>
        public bool IsTooLongOnBattery(long nowMs) => State == MainsState.Lost && OnBatteryMs(nowMs) >= _batteryReadyMs;

        /// <summary>When the mains are judged differently if their contact stays as it is.</summary>
        /// <param name="nowMs">Monotonic time of the latest scan in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            if (State == MainsState.NotFitted || !_hasStarted)
            {
                return Deadline.Never;
            }

            long readyMs = State == MainsState.Lost && !IsTooLongOnBattery(nowMs) ? _sinceMs + _batteryReadyMs : Deadline.Never;
            bool isSettled = State == (_isPresent ? MainsState.Present : MainsState.Lost);
            return isSettled ? readyMs : Deadline.Earlier(readyMs,
                _contactSinceMs + (_isPresent ? _settings.MainsBackMs : _settings.MainsLostMs));
        }

        /// <summary>Takes one scan's raw reading.</summary>
        /// <param name="isPresent">The opto-coupler as read: <c>true</c> while the mains are there.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(bool isPresent, long nowMs)
        {
            Changed = false;
            if (State == MainsState.NotFitted)
            {
                return;
            }

            if (!_hasStarted || isPresent != _isPresent)
            {
                _hasStarted = true;
                _isPresent = isPresent;
                _contactSinceMs = nowMs;
            }

            MainsState state = isPresent ? MainsState.Present : MainsState.Lost;
            if (state == State || nowMs - _contactSinceMs < (isPresent ? _settings.MainsBackMs : _settings.MainsLostMs))
            {
                return;
            }

            Changed = state == MainsState.Lost || State == MainsState.Lost;
            State = state;
            _sinceMs = _contactSinceMs;
        }
    }
}
