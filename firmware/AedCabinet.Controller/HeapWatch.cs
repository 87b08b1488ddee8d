using nanoFramework.Runtime.Native;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Collects garbage while nothing moves or sounds, and knows how much of the heap was left. Left to itself, the platform
    /// collects when an allocation fails: with 4 MB of slow PSRAM full of garbage that stops every thread for 200 ms and more,
    /// and it would be in the middle of an alarm.
    /// </summary>
    public sealed class HeapWatch
    {
        /// <summary>
        /// From one collection to the next while it is quiet, in milliseconds: a scan's garbage of that time takes 1 ms to clear.
        /// </summary>
        public const int PeriodMs = 10000;

        /// <summary>After this long, in milliseconds, a pause of the alarm's pattern must do, or a scan without a contact moving.</summary>
        public const int OverdueMs = 60000;

        /// <summary>How long nothing may be due, in milliseconds: three times as long as a collection may take.</summary>
        public const int QuietMs = 100;

        private long _dueMs;

        /// <summary>Gets the free bytes after the latest collection, 0 before the first.</summary>
        public int FreeBytes { get; private set; }

        /// <summary>Gets the fewest free bytes after any collection of this boot, 0 before the first.</summary>
        public int LowestFreeBytes { get; private set; }

        /// <summary>Collects, if it is time and nobody would notice. The control thread calls it at the end of a scan.</summary>
        /// <param name="isAlarm">Whether a person is being alarmed or guided.</param>
        /// <param name="isSounding">Whether the sounder is driven just now.</param>
        /// <param name="quietUntilMs">Until when no scan would change anything, in monotonic milliseconds.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Step(bool isAlarm, bool isSounding, long quietUntilMs, long nowMs)
        {
            if (nowMs < _dueMs || isSounding)
            {
                return;
            }

            bool isQuiet = quietUntilMs - nowMs >= QuietMs;
            bool isOverdue = nowMs - _dueMs >= OverdueMs - PeriodMs;
            if (isOverdue ? isQuiet || !isAlarm : isQuiet && !isAlarm)
            {
                _dueMs = nowMs + PeriodMs;
                Note((int)GC.Run(false));
            }
        }

        private void Note(int freeBytes)
        {
            LowestFreeBytes = LowestFreeBytes == 0 || freeBytes < LowestFreeBytes ? freeBytes : LowestFreeBytes;
            FreeBytes = freeBytes;
        }
    }
}
