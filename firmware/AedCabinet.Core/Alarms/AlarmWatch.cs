namespace AedCabinet
{
    /// <summary>
    /// Whether an alarm is under way, for those who must not restart the board then: written by every scan, read by any
    /// thread. A fault's chirp is no alarm: it may go on for days, and the fault may be the very reason to restart.
    /// </summary>
    public sealed class AlarmWatch
    {
        private readonly object _lock = new object();
        private bool _isSounding;

        /// <summary>Gets a value indicating whether a person is being alarmed or guided: rescue, locate, a door left open, or the beacon.</summary>
        public bool IsSounding
        {
            get
            {
                lock (_lock)
                {
                    return _isSounding;
                }
            }
        }

        /// <summary>A scan has driven its alarm.</summary>
        /// <param name="sounding">What the sounder sounds.</param>
        /// <param name="isBeaconFlashing">Whether the beacon flashes.</param>
        public void Note(AlarmPriority sounding, bool isBeaconFlashing)
        {
            bool isSounding = isBeaconFlashing || (sounding != AlarmPriority.None && sounding != AlarmPriority.Fault);
            lock (_lock)
            {
                _isSounding = isSounding;
            }
        }
    }
}
