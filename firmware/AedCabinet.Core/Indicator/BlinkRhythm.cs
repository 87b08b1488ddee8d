namespace AedCabinet.Indicator
{
    /// <summary>
    /// Finds the rhythm of a blinking light: a period is believed when <see cref="PeriodsNeeded"/> in a row fitted. From then on a
    /// missed flash is forgiven; it costs a little trust and what does not fit costs more, which every whole period earns back.
    /// So even one flash too many changes nothing in a rhythm of some length, while random light that happened to look
    /// regular is soon forgotten.
    /// </summary>
    public sealed partial class BlinkRhythm
    {
        /// <summary>How many consistent periods are needed (SPEC §5).</summary>
        public const int PeriodsNeeded = 3;

        // One extra flash makes two intervals that don't fit: full trust survives that once, but not twice.
        private const int MostTrust = 2 * PeriodsNeeded;
        private const int MisfitCost = 2;
        private const int MissCost = 1;

        private BlinkPeriod _believed = new BlinkPeriod();
        private BlinkPeriod _tried = new BlinkPeriod();
        private int _trust;
        private bool _hasLast;
        private long _lastMs;

        /// <summary>Gets the period in milliseconds, meaningful once a flash was told to bear it out.</summary>
        public int PeriodMs => _believed.Ms;

        /// <summary>Gets the length of its flashes in milliseconds, exact to a scan where edges were lost.</summary>
        public int PulseMs => _believed.PulseMs;

        /// <summary>Gets when the first of the flashes that made it believed began.</summary>
        public long FirstMs => _believed.FirstMs;

        /// <summary>Forgets everything.</summary>
        public void Clear()
        {
            _believed.Clear();
            _tried.Clear();
            _hasLast = false;
        }

        /// <summary>The interval now running can't be measured; what is known of the rhythm stays.</summary>
        public void Interrupt() => _hasLast = false;

        /// <summary>Takes one flash.</summary>
        /// <param name="flashMs">When it began.</param>
        /// <param name="pulseMs">How long it lasted.</param>
        /// <returns><c>true</c> when it bears out a rhythm that is believed, the fourth flash of a new one included.</returns>
        public bool Add(long flashMs, int pulseMs)
        {
            bool hadLast = _hasLast;
            long lastMs = _lastMs;
            _hasLast = true;
            _lastMs = flashMs;
            if (!hadLast)
            {
                return false;
            }

            int intervalMs = (int)(flashMs - lastMs);
            if (_believed.Takes(intervalMs, pulseMs, true))
            {
                _tried.Clear();
                Trust();
                return true;
            }

            if (_believed.Count > 0)
            {
                Distrust(MisfitCost);
            }

            if (!_tried.Takes(intervalMs, pulseMs, false))
            {
                _tried.Start(intervalMs, pulseMs, lastMs);
            }

            if (_tried.Count < PeriodsNeeded)
            {
                return false;
            }

            BlinkPeriod replaced = _believed;
            _believed = _tried;
            _tried = replaced;
            _trust = PeriodsNeeded;
            _tried.Clear();
            return true;
        }

        private void Trust()
        {
            if (_believed.HasMissed)
            {
                Distrust(MissCost);
            }
            else if (_trust < MostTrust)
            {
                _trust++;
            }
        }

        private void Distrust(int cost)
        {
            _trust -= cost;
            if (_trust <= 0)
            {
                _believed.Clear();
            }
        }
    }
}
