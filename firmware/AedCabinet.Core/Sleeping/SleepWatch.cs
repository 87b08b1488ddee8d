using AedCabinet.Settings;

namespace AedCabinet.Sleeping
{
    /// <summary>
    /// Decides when a battery kit has told what there was to tell and may sleep (SPEC §16). Sleeping fails towards alerting: an
    /// alarm, a mode, a movement or a command under way keep it awake, and what could not be told is tried again sooner.
    /// </summary>
    public sealed class SleepWatch
    {
        /// <summary>
        /// Nothing may have happened for this long, in milliseconds: a door that was just opened is often shut again soon, and both are one
        /// report.
        /// </summary>
        public const int StillMs = 10000;

        /// <summary>
        /// Without a link a report is given up after this long, in milliseconds: Wi-Fi, clock and TLS handshake take 15 s where
        /// there is a network, and each minute awake costs what ten hours asleep cost.
        /// </summary>
        public const int PatienceMs = 180000;

        /// <summary>The same while an emergency waits, in milliseconds.</summary>
        public const int EmergencyPatienceMs = 600000;

        /// <summary>
        /// After a report that failed it is tried again after this long, in milliseconds, and after twice as long each time.
        /// </summary>
        public const long RetryMs = 600000;

        /// <summary>How often it is doubled at most: 10 min · 2⁵ is more than five hours.</summary>
        public const int MaxDoublings = 5;

        /// <summary>
        /// Whether flash refuses what this boot has told: the next would begin with what stood before. It is given as long
        /// as a report.
        /// </summary>
        public bool IsForgetful;

        private readonly long _wakeMs;
        private readonly int _listenMs;
        private bool _wasOnline;
        private long _onlineSinceMs;
        private bool _isFirstLook = true;
        private long _stillSinceMs;

        /// <summary>Initializes a new instance of the <see cref="SleepWatch"/> class.</summary>
        /// <param name="settings">How long to sleep and to listen.</param>
        /// <param name="failures">How many reports in a row failed before this one.</param>
        public SleepWatch(PowerSettings settings, int failures)
        {
            _wakeMs = settings.WakeHours * 3600000L;
            _listenMs = settings.ListenSeconds * 1000;
            Failures = failures;
        }

        /// <summary>Gets how many reports in a row failed, this one included once it is given up.</summary>
        public int Failures { get; private set; }

        /// <summary>Gets how long to sleep, in milliseconds; 0 until the time has come.</summary>
        public long LengthMs { get; private set; }

        /// <summary>Looks whether the time has come.</summary>
        /// <param name="isDisturbed">Whether something happened since the last look, or must keep the board awake.</param>
        /// <param name="isOnline">Whether the link is online.</param>
        /// <param name="isDelivered">Whether the broker has acknowledged everything there was.</param>
        /// <param name="isEmergencyWaiting">Whether an emergency has not been acknowledged by the broker.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when it is time to sleep, for <see cref="LengthMs"/>.</returns>
        public bool Step(bool isDisturbed, bool isOnline, bool isDelivered, bool isEmergencyWaiting, long nowMs)
        {
            if (isDisturbed || _isFirstLook)
            {
                _isFirstLook = false;
                _stillSinceMs = nowMs;
            }

            if (isOnline != _wasOnline)
            {
                _wasOnline = isOnline;
                _onlineSinceMs = nowMs;
            }

            long stillMs = nowMs - _stillSinceMs;
            if (stillMs < StillMs)
            {
                return false;
            }

            if (isOnline && isDelivered)
            {
                // Commands are heard only while it is awake and connected.
                if (nowMs - _onlineSinceMs < _listenMs || (IsForgetful && stillMs < PatienceMs))
                {
                    return false;
                }

                Failures = 0;
                LengthMs = _wakeMs;
                return true;
            }

            if (stillMs < (isEmergencyWaiting ? EmergencyPatienceMs : PatienceMs))
            {
                return false;
            }

            long retryMs = RetryMs << (Failures < MaxDoublings ? Failures : MaxDoublings);
            LengthMs = isDelivered || retryMs > _wakeMs ? _wakeMs : retryMs;
            Failures++;
            return true;
        }
    }
}
