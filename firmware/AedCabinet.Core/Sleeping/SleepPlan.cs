namespace AedCabinet.Sleeping
{
    /// <summary>A deep sleep that is about to begin.</summary>
    public sealed class SleepPlan
    {
        /// <summary>Initializes a new instance of the <see cref="SleepPlan"/> class.</summary>
        /// <param name="lengthMs">How long to sleep at most, in milliseconds.</param>
        /// <param name="isDoorOpen">Whether the door is open: then its closing wakes, otherwise its opening.</param>
        /// <param name="isSosDown">Whether the SOS button is down: then it does not wake, or a button that is stuck would empty the battery
        /// in days.</param>
        public SleepPlan(long lengthMs, bool isDoorOpen, bool isSosDown)
        {
            LengthMs = lengthMs;
            IsDoorOpen = isDoorOpen;
            IsSosDown = isSosDown;
        }

        /// <summary>Gets how long to sleep at most, in milliseconds.</summary>
        public long LengthMs { get; }

        /// <summary>Gets a value indicating whether the door is open: then its closing wakes, otherwise its opening.</summary>
        public bool IsDoorOpen { get; }

        /// <summary>Gets a value indicating whether the SOS button is down: then it does not wake.</summary>
        public bool IsSosDown { get; }
    }
}
