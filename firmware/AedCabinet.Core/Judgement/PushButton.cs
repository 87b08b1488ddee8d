using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Judgement
{
    /// <summary>
    /// A push button or key switch (SPEC §4): told when it is pressed, and how long it was held.
    /// </summary>
    /// <remarks>
    /// A press is judged by the moments the contact moved, not by when they were believed. A button that is down at the
    /// first reading counts as pressed then: a restart must not swallow a call for help. A chattering contact presses
    /// nothing, and a press during which it begins to chatter is neither short nor long.
    /// </remarks>
    public sealed class PushButton
    {
        private readonly Contact _contact;
        private readonly long _shortPressMs;
        private readonly long _longPressMs;
        private long _pressedSinceMs;
        private bool _isHeld;

        /// <summary>Initializes a new instance of the <see cref="PushButton"/> class.</summary>
        /// <param name="debounceMs">How long it must be stable either way before it is believed, in milliseconds, 0 or more.</param>
        /// <param name="settings">What counts as a short and as a long press.</param>
        /// <param name="chattering">When its contact counts as chattering.</param>
        public PushButton(int debounceMs, ButtonSettings settings, ChatteringSettings chattering)
            : this(new Contact(debounceMs, debounceMs, false, chattering), settings)
        {
        }

        /// <summary>Initializes a new instance of the <see cref="PushButton"/> class.</summary>
        /// <param name="contact">Its contact.</param>
        /// <param name="settings">What counts as a short and as a long press.</param>
        public PushButton(Contact contact, ButtonSettings settings)
        {
            _contact = contact;
            _shortPressMs = settings.ShortPressMs;
            _longPressMs = settings.LongPressMs;
        }

        /// <summary>Gets a value indicating whether the button is believed to be down.</summary>
        public bool IsDown => _contact.Value;

        /// <summary>Gets a value indicating whether a press was believed in this scan: once for each press.</summary>
        public bool Pressed { get; private set; }

        /// <summary>
        /// Gets a value indicating whether a press shorter than <see cref="ButtonSettings.ShortPressMs"/> ended in this scan.
        /// </summary>
        public bool ShortPress { get; private set; }

        /// <summary>
        /// Gets a value indicating whether the button reached <see cref="ButtonSettings.LongPressMs"/> in this scan, while it is still
        /// held: once for each press.
        /// </summary>
        public bool LongPress { get; private set; }

        /// <summary>Gets the button's contact, for its chattering.</summary>
        public Contact Contact => _contact;

        /// <summary>
        /// Gets when the button is judged differently if nobody moves it, in milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs => Deadline.Earlier(_contact.DeadlineMs, _isHeld ? _pressedSinceMs + _longPressMs : Deadline.Never);

        /// <summary>
        /// It was pressed while nobody scanned, as what woke the board says: a press of this scan. After <see cref="Update"/>.
        /// </summary>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Tap(long nowMs)
        {
            if (!IsDown)
            {
                _contact.Flip(nowMs);
                Pressed = true;
                _isHeld = true;
                _pressedSinceMs = nowMs;
            }
        }

        /// <summary>Takes one scan's raw reading.</summary>
        /// <param name="raw">The contact as read, <c>true</c> for pressed.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(bool raw, long nowMs)
        {
            Pressed = false;
            ShortPress = false;
            LongPress = false;

            if (_contact.Update(raw, nowMs))
            {
                if (_contact.Value)
                {
                    Pressed = true;
                    _isHeld = true;
                    _pressedSinceMs = _contact.SinceMs;
                }
                else
                {
                    ShortPress = _isHeld && _contact.SinceMs - _pressedSinceMs < _shortPressMs;
                    _isHeld = false;
                }
            }

            if (_contact.IsChattering)
            {
                _isHeld = false;
            }

            // Checks the raw reading too: at a late scan the button may have been released long before its time was up.
            if (_isHeld && raw && nowMs - _pressedSinceMs >= _longPressMs)
            {
                LongPress = true;
                _isHeld = false;
            }
        }
    }
}
