using System;

namespace AedCabinet.Link
{
    /// <summary>
    /// Exponential back-off with full jitter: each pause is a random part of a bound that doubles, so that cabinets cut off
    /// together don't come back together.
    /// </summary>
    public sealed class Backoff
    {
        /// <summary>The least bound of a first pause, in milliseconds (SPEC §12).</summary>
        public const int BaseMs = 1000;

        private readonly Random _random;
        private readonly int _baseMs;
        private readonly int _maxMs;
        private int _boundMs;

        /// <summary>Initializes a new instance of the <see cref="Backoff"/> class.</summary>
        /// <param name="random">The source of the jitter.</param>
        /// <param name="baseMs">The bound of the first pause, in milliseconds; raised to <see cref="BaseMs"/> and lowered to the
        /// greatest.</param>
        /// <param name="maxMs">The greatest bound, in milliseconds, <see cref="BaseMs"/> or more.</param>
        public Backoff(Random random, int baseMs, int maxMs)
        {
            _random = random;
            _maxMs = maxMs;
            _baseMs = baseMs < BaseMs ? BaseMs : baseMs > maxMs ? maxMs : baseMs;
            _boundMs = _baseMs;
        }

        /// <summary>The next pause.</summary>
        /// <returns>Milliseconds, from 0 to the present bound.</returns>
        public int NextMs()
        {
            int pauseMs = _random.Next(_boundMs + 1);
            _boundMs = _boundMs > _maxMs / 2 ? _maxMs : _boundMs * 2;
            return pauseMs;
        }

        /// <summary>The connection has proved itself: the next pause is short again.</summary>
        public void Reset() => _boundMs = _baseMs;
    }
}
