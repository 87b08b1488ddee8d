namespace AedCabinet
{
    /// <summary>
    /// The rescue alarm (SPEC §9): sounder and beacon from the moment a door opens or the AED is taken; after a minute
    /// the beacon alone, until the AED is back. Shutting the door ends neither.
    /// </summary>
    public sealed class RescueAlarm
    {
        private readonly int _sounderMs;
        private readonly int _beaconMs;
        private bool _isSounding;
        private long _soundingSinceMs;
        private bool _isRemovalOpen;
        private long _removedSinceMs;

        /// <summary>Initializes a new instance of the <see cref="RescueAlarm"/> class.</summary>
        /// <param name="settings">How long sounder and beacon last.</param>
        public RescueAlarm(AlarmSettings settings)
        {
            _sounderMs = settings.RescueSeconds * 1000;
            _beaconMs = settings.BeaconMinutes * 60 * 1000;
        }

        /// <summary>The AED's door was opened: the sounder's time starts anew.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void DoorOpened(long nowMs) => Sound(nowMs);

        /// <summary>The AED was taken: the sounder's time starts anew and the beacon flashes until <see cref="AedReturned"/>.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void AedRemoved(long nowMs)
        {
            Sound(nowMs);
            _isRemovalOpen = true;
            _removedSinceMs = nowMs;
        }

        /// <summary>The AED is back: the beacon no longer has a reason of its own.</summary>
        public void AedReturned() => _isRemovalOpen = false;

        /// <summary>Drives sounder and beacon for this scan.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="outputs">The image to write.</param>
        public void Drive(long nowMs, OutputImage outputs)
        {
            if (_isSounding && nowMs - _soundingSinceMs >= _sounderMs)
            {
                _isSounding = false;
            }

            if (_isRemovalOpen && nowMs - _removedSinceMs >= _beaconMs)
            {
                _isRemovalOpen = false;
            }

            outputs.Sounder = _isSounding && AlarmPattern.Rescue.IsOnAt(nowMs - _soundingSinceMs);
            outputs.Beacon = (_isSounding && AlarmPattern.Flash.IsOnAt(nowMs - _soundingSinceMs))
                || (!_isSounding && _isRemovalOpen && AlarmPattern.Flash.IsOnAt(nowMs - _removedSinceMs));
        }

        private void Sound(long nowMs)
        {
            _isSounding = true;
            _soundingSinceMs = nowMs;
        }
    }
}
