namespace AedCabinet.Timing
{
    /// <summary>
    /// Believes a contact only after it has kept one position for a while, with its own time for each direction.
    /// </summary>
    /// <remarks>
    /// The time starts with the first scan that sees the new position, so a change is believed at most one scan
    /// later than its time says, and a bounce back to the old position starts it anew.
    /// </remarks>
    public sealed partial class Debouncer
    {
        private readonly int _trueAfterMs;
        private readonly int _falseAfterMs;
        private bool _isWaiting;
        private long _waitingSinceMs;

        /// <summary>Initializes a new instance of the <see cref="Debouncer"/> class.</summary>
        /// <param name="trueAfterMs">How long the raw contact must be true before it is believed, in milliseconds, 0 or more.</param>
        /// <param name="falseAfterMs">How long the raw contact must be false before it is believed, in milliseconds, 0 or more.</param>
        /// <param name="initial">The position assumed before the first change.</param>
        public Debouncer(int trueAfterMs, int falseAfterMs, bool initial)
        {
            _trueAfterMs = trueAfterMs;
            _falseAfterMs = falseAfterMs;
            Value = initial;
        }

        /// <summary>Gets a value indicating whether the contact is believed to be true.</summary>
        public bool Value { get; private set; }

        /// <summary>
        /// Gets the monotonic time in milliseconds at which the contact took the position it is believed to be in
        /// (the start of its stable time, not the end); 0 before the first change.
        /// </summary>
        public long SinceMs { get; private set; }

        /// <summary>
        /// Gets when a reading that stays as it is will have been stable for long enough, in milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs => _isWaiting ? _waitingSinceMs + (Value ? _falseAfterMs : _trueAfterMs) : Deadline.Never;

        /// <summary>Takes a position to be the one believed, whatever was read.</summary>
        /// <param name="value">The position.</param>
        /// <param name="raw">The contact as read, which may be in the other position already.</param>
        /// <param name="sinceMs">Since when, in monotonic milliseconds; 0 for one from before this boot.</param>
        public void Set(bool value, bool raw, long sinceMs)
        {
            Value = value;
            SinceMs = sinceMs;
            _isWaiting = raw != value;
            _waitingSinceMs = sinceMs;
        }

        /// <summary>Takes one scan's raw reading.</summary>
        /// <param name="raw">The contact as read.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        /// <returns><c>true</c> in the one scan in which <see cref="Value"/> changes.</returns>
        public bool Update(bool raw, long nowMs)
        {
            if (raw == Value)
            {
                _isWaiting = false;
                return false;
            }

            if (!_isWaiting)
            {
                _isWaiting = true;
                _waitingSinceMs = nowMs;
            }

            if (nowMs - _waitingSinceMs < (raw ? _trueAfterMs : _falseAfterMs))
            {
                return false;
            }

            _isWaiting = false;
            Value = raw;
            SinceMs = _waitingSinceMs;
            return true;
        }
    }
}
