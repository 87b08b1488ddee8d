using System;
using AedCabinet.Settings;

namespace AedCabinet.Link
{
    /// <summary>
    /// When the next connection is tried (SPEC §12): the first of a boot and the first after a loss after a random wait, the
    /// others with jittered back-off, and an emergency that waits comes sooner.
    /// </summary>
    /// <remarks>
    /// A broker that restarts loses every cabinet in the same second. The pauses begin as wide as the wait after a boot, so that
    /// 7,215 cabinets try at most some 200 times a second however long it is away, and are all back within two minutes of a
    /// restart. The few that have an emergency to tell need not wait for that: theirs begin at <see cref="Backoff.BaseMs"/>.
    /// </remarks>
    public sealed partial class AttemptSchedule
    {
        private readonly Random _random;
        private readonly Backoff _backoff;
        private readonly Backoff _emergencyBackoff;
        private readonly int _firstAttemptMs;
        private long _nextAttemptAtMs;
        private bool _isHastened;
        private bool _isStable;

        /// <summary>Initializes a new instance of the <see cref="AttemptSchedule"/> class.</summary>
        /// <param name="settings">How long to wait at most.</param>
        /// <param name="random">The source of jitter.</param>
        public AttemptSchedule(BrokerSettings settings, Random random)
        {
            _random = random;
            _firstAttemptMs = settings.FirstAttemptSeconds * 1000;
            _backoff = new Backoff(random, _firstAttemptMs, settings.MaxRetrySeconds * 1000);
            _emergencyBackoff = new Backoff(random, Backoff.BaseMs, settings.MaxRetrySeconds * 1000);
        }

        /// <summary>The boot begins: the first attempt waits a random part of <see cref="BrokerSettings.FirstAttemptSeconds"/>.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Begin(long nowMs) => _nextAttemptAtMs = nowMs + _random.Next(_firstAttemptMs + 1);

        /// <summary>Whether an attempt is due.</summary>
        /// <param name="isEmergencyWaiting">Whether an emergency waits to be told.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when it is.</returns>
        public bool IsDue(bool isEmergencyWaiting, long nowMs)
        {
            // Once per outage: a rescue must not make the cabinet hammer a broker that stays away.
            if (isEmergencyWaiting && !_isHastened)
            {
                _isHastened = true;
                long hastenedMs = nowMs + _random.Next(LinkTimeouts.EmergencyAttemptMs + 1);
                _nextAttemptAtMs = hastenedMs < _nextAttemptAtMs ? hastenedMs : _nextAttemptAtMs;
            }

            return nowMs >= _nextAttemptAtMs;
        }

        /// <summary>The link is online: once it has proved stable, the next pause is the first again.</summary>
        /// <param name="onlineForMs">For how long, in milliseconds.</param>
        public void NoteOnline(long onlineForMs)
        {
            _isHastened = false;
            _isStable = onlineForMs >= LinkTimeouts.StableMs;
            if (_isStable)
            {
                _backoff.Reset();
                _emergencyBackoff.Reset();
            }
        }

        /// <summary>The attempt failed, or the connection was lost: the next comes after a pause.</summary>
        /// <param name="isEmergencyWaiting">Whether an emergency waits to be told.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>The pause in milliseconds.</returns>
        public int Postpone(bool isEmergencyWaiting, long nowMs)
        {
            int pauseMs = NextPauseMs();
            if (isEmergencyWaiting)
            {
                int soonerMs = _emergencyBackoff.NextMs();
                pauseMs = soonerMs < pauseMs ? soonerMs : pauseMs;
            }

            _nextAttemptAtMs = nowMs + pauseMs;
            return pauseMs;
        }

        // After losing a stable link, wait as after a boot (0–60 s) before the back-off starts: a cabinet that comes back too early tries
        // again as soon.
        private int NextPauseMs()
        {
            if (!_isStable)
            {
                return _backoff.NextMs();
            }

            _isStable = false;
            return _random.Next((_firstAttemptMs < Backoff.BaseMs ? Backoff.BaseMs : _firstAttemptMs) + 1);
        }
    }
}
