using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Judgement
{
    /// <summary>
    /// Tells when a door has been left open (SPEC §7: 120 s). A cold night through an open door costs the AED its battery.
    /// </summary>
    public sealed class DoorWatch
    {
        private readonly long _leftOpenMs;
        private long _deadlineMs = Deadline.Never;

        /// <summary>Initializes a new instance of the <see cref="DoorWatch"/> class.</summary>
        /// <param name="settings">How long a door may stand open.</param>
        public DoorWatch(DoorSettings settings)
        {
            _leftOpenMs = settings.LeftOpenSeconds * 1000L;
        }

        /// <summary>Gets a value indicating whether the door has been left open.</summary>
        public bool IsLeftOpen { get; private set; }

        /// <summary>Gets a value indicating whether <see cref="IsLeftOpen"/> changed in this scan, either way.</summary>
        public bool Changed { get; private set; }

        /// <summary>
        /// Gets when the door will have been left open if nobody shuts it, in milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs => _deadlineMs;

        /// <summary>Judges one scan.</summary>
        /// <param name="isOpen">Whether the door is believed to be open.</param>
        /// <param name="sinceMs">Since when it is believed to be as it is, in monotonic milliseconds
        /// (<see cref="Contact.SinceMs"/>).</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(bool isOpen, long sinceMs, long nowMs)
        {
            bool isLeftOpen = isOpen && nowMs - sinceMs >= _leftOpenMs;
            Changed = isLeftOpen != IsLeftOpen;
            IsLeftOpen = isLeftOpen;
            _deadlineMs = isOpen && !isLeftOpen ? sinceMs + _leftOpenMs : Deadline.Never;
        }
    }
}
