using AedCabinet.Inputs;

namespace AedCabinet.Indicator
{
    /// <summary>One period of a blinking light while it is followed: takes the intervals that fit.</summary>
    public sealed partial class BlinkPeriod
    {
        /// <summary>
        /// The least an interval may differ from the period either way, in milliseconds: a flash seen only by polling is one scan late at
        /// each end.
        /// </summary>
        public const int MinToleranceMs = 2 * InputImage.PeriodMs;

        // A tenth either way: far more than a blink circuit drifts from flash to flash. Any wider, and random light would look regular.
        private const int ToleranceDivisor = 10;

        // Follows a period that changes with the temperature.
        private const int SmoothingDivisor = 4;

        /// <summary>Gets the period in milliseconds, smoothed.</summary>
        public int Ms { get; private set; }

        /// <summary>Gets the length of its flashes in milliseconds, smoothed.</summary>
        public int PulseMs { get; private set; }

        /// <summary>Gets how many whole periods fitted, 0 when nothing is followed.</summary>
        public int Count { get; private set; }

        /// <summary>Gets when the first of its flashes began.</summary>
        public long FirstMs { get; private set; }

        /// <summary>Gets a value indicating whether the interval taken last had a missed flash in it.</summary>
        public bool HasMissed { get; private set; }

        /// <summary>Begins with one interval.</summary>
        /// <param name="intervalMs">The interval in milliseconds.</param>
        /// <param name="pulseMs">The length of the flash at its end.</param>
        /// <param name="firstMs">When the flash at its beginning began.</param>
        public void Start(int intervalMs, int pulseMs, long firstMs)
        {
            Ms = intervalMs;
            PulseMs = pulseMs;
            FirstMs = firstMs;
            Count = 1;
            HasMissed = false;
        }

        /// <summary>Follows nothing any more.</summary>
        public void Clear() => Count = 0;

        /// <summary>Takes an interval if it fits: one period, or two with a missed flash between, though not twice in a row.</summary>
        /// <param name="intervalMs">The interval in milliseconds.</param>
        /// <param name="pulseMs">The length of the flash at its end.</param>
        /// <param name="mayMiss">Whether a flash may be missed.</param>
        /// <returns><c>false</c> when it does not fit; nothing is changed then.</returns>
        public bool Takes(int intervalMs, int pulseMs, bool mayMiss)
        {
            if (Count == 0)
            {
                return false;
            }

            int toleranceMs = ToleranceMs;

            if (IsNear(intervalMs, Ms, toleranceMs))
            {
                Count++;
                Ms += (intervalMs - Ms) / SmoothingDivisor;
                HasMissed = false;
            }
            else if (mayMiss && !HasMissed && IsNear(intervalMs, 2 * Ms, 2 * toleranceMs))
            {
                HasMissed = true;
            }
            else
            {
                return false;
            }

            PulseMs += (pulseMs - PulseMs) / SmoothingDivisor;
            return true;
        }

        private int ToleranceMs => Ms / ToleranceDivisor < MinToleranceMs ? MinToleranceMs : Ms / ToleranceDivisor;

        private static bool IsNear(int valueMs, int otherMs, int toleranceMs) =>
            valueMs - otherMs <= toleranceMs && otherMs - valueMs <= toleranceMs;
    }
}
