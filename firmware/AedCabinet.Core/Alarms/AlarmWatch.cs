namespace AedCabinet.Alarms
{
    /// <summary>
    /// Whether an alarm is under way, for those who must not restart the board then: written by every scan, read by any
    /// thread. A fault's chirp and the reminder of a door left open are no alarm: they may go on for days, and a restart of
    /// seconds delays them only, while the link that it may bring back is waited for.
    /// </summary>
    public sealed class AlarmWatch
    {
        private readonly object _lock = new object();
        private bool _isSounding;

        /// <summary>Gets a value indicating whether a person is being alarmed or guided: rescue, locate or the beacon.</summary>
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
            bool isSounding = isBeaconFlashing || sounding == AlarmPriority.Rescue || sounding == AlarmPriority.Locate;
            lock (_lock)
            {
                _isSounding = isSounding;
            }
        }
    }
}
