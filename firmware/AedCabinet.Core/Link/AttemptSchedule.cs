using System;

namespace AedCabinet
{
    /// <summary>
    /// When the next connection is tried (SPEC §12): the first of a boot after a random wait, the others with jittered
    /// back-off, and an emergency that waits comes sooner.
    /// </summary>
    public sealed class AttemptSchedule
    {
        private readonly Random _random;
        private readonly Backoff _backoff;
        private readonly int _firstAttemptMs;
        private long _nextAttemptAtMs;
        private bool _isHastened;

        /// <summary>Initializes a new instance of the <see cref="AttemptSchedule"/> class.</summary>
        /// <param name="settings">How long to wait at most.</param>
        /// <param name="random">The source of jitter.</param>
        public AttemptSchedule(BrokerSettings settings, Random random)
        {
            _random = random;
            _backoff = new Backoff(random, settings.MaxRetrySeconds * 1000);
            _firstAttemptMs = settings.FirstAttemptSeconds * 1000;
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
            // Once for each outage: a broker that stays away must not be hammered because somebody is being rescued.
            if (isEmergencyWaiting && !_isHastened)
            {
                _isHastened = true;
                long hastenedMs = nowMs + _random.Next(LinkTimeouts.EmergencyAttemptMs + 1);
                _nextAttemptAtMs = hastenedMs < _nextAttemptAtMs ? hastenedMs : _nextAttemptAtMs;
            }

            return nowMs >= _nextAttemptAtMs;
        }

        /// <summary>The link is online: once it has proved stable, the next pause is short again.</summary>
        /// <param name="onlineForMs">For how long, in milliseconds.</param>
        public void NoteOnline(long onlineForMs)
        {
            _isHastened = false;
            if (onlineForMs >= LinkTimeouts.StableMs)
            {
                _backoff.Reset();
            }
        }

        /// <summary>The attempt failed, or the connection was lost: the next comes after a pause.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>The pause in milliseconds.</returns>
        public int Postpone(long nowMs)
        {
            int pauseMs = _backoff.NextMs();
            _nextAttemptAtMs = nowMs + pauseMs;
            return pauseMs;
        }
    }
}
