namespace AedCabinet
{
    /// <summary>A deep sleep that is about to begin.</summary>
    public sealed class SleepPlan
    {
        /// <summary>Initializes a new instance of the <see cref="SleepPlan"/> class.</summary>
        /// <param name="lengthMs">How long to sleep at most, in milliseconds.</param>
        /// <param name="isDoorOpen">Whether the door is open: then its closing wakes, otherwise its opening.</param>
        public SleepPlan(long lengthMs, bool isDoorOpen)
        {
            LengthMs = lengthMs;
            IsDoorOpen = isDoorOpen;
        }

        /// <summary>Gets how long to sleep at most, in milliseconds.</summary>
        public long LengthMs { get; }

        /// <summary>Gets a value indicating whether the door is open: then its closing wakes, otherwise its opening.</summary>
        public bool IsDoorOpen { get; }
    }
}
