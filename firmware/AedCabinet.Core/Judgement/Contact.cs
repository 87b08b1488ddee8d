using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Judgement
{
    /// <summary>
    /// A contact as the cabinet believes it: debounced, and kept as it was while it chatters (SPEC §4).
    /// </summary>
    /// <remarks>
    /// A raw contact that changes more often than <see cref="ChatteringSettings.MaxChanges"/> within
    /// <see cref="ChatteringSettings.WindowSeconds"/> is chattering: a loose wire or a door that rattles in the wind is not
    /// opened and shut by anybody. The last stable value is kept until no change was seen for
    /// <see cref="ChatteringSettings.QuietSeconds"/>; from then on the contact is judged as if newly fitted.
    /// <para>
    /// Changes are counted as the scan sees them. A pulse too short for the scan shows only in an edge counter
    /// (an interrupt's): it counts as two changes, there and back. More edges than that within one scan are the bounce
    /// of one movement and are not counted, otherwise a single slam of the door would pass for chattering.
    /// </para>
    /// Update allocates nothing after the first change; the memory is one time for each change allowed in the window.
    /// </remarks>
    public sealed partial class Contact
    {
        private readonly Debouncer _debouncer;
        private readonly int _maxChanges;

        // The low half of the times: a difference is right across the wrap, which comes every 25 days, as long as the window is shorter.
        // Made for the first change: most of a cabinet's contacts are not wired or never move.
        private int[] _changesAtMs;
        private readonly long _windowMs;
        private readonly long _quietMs;
        private bool _hasReading;
        private bool _lastRaw;
        private int _next;
        private int _recorded;
        private long _lastChangeMs;

        /// <summary>Initializes a new instance of the <see cref="Contact"/> class.</summary>
        /// <param name="trueAfterMs">How long the raw contact must be true before it is believed, in milliseconds, 0 or more.</param>
        /// <param name="falseAfterMs">How long the raw contact must be false before it is believed, in milliseconds, 0 or more.</param>
        /// <param name="initial">The position assumed before the first change.</param>
        /// <param name="chattering">When it counts as chattering, and for how long.</param>
        public Contact(int trueAfterMs, int falseAfterMs, bool initial, ChatteringSettings chattering)
        {
            _debouncer = new Debouncer(trueAfterMs, falseAfterMs, initial);
            _maxChanges = chattering.MaxChanges;
            _windowMs = chattering.WindowSeconds * 1000L;
            _quietMs = chattering.QuietSeconds * 1000L;
        }

        /// <summary>Gets a value indicating whether the contact is believed to be true; the last stable value while it chatters.</summary>
        public bool Value => _debouncer.Value;

        /// <summary>Gets a value indicating whether <see cref="Value"/> changed in this scan.</summary>
        public bool Changed { get; private set; }

        /// <summary>
        /// Gets the monotonic time in milliseconds at which the contact took the position it is believed to be in; 0 before the
        /// first change. A position taken while it chattered counts from its re-admission.
        /// </summary>
        public long SinceMs => _debouncer.SinceMs;

        /// <summary>Gets a value indicating whether the contact is chattering and therefore not believed.</summary>
        public bool IsChattering { get; private set; }

        /// <summary>Gets a value indicating whether it began to chatter in this scan.</summary>
        public bool ChatteringStarted { get; private set; }

        /// <summary>
        /// Gets when the contact will be judged differently if it stays as it is, in milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs => IsChattering ? _lastChangeMs + _quietMs : _debouncer.DeadlineMs;

        /// <summary>Takes a position to be the one believed, before the first reading: it is no change.</summary>
        /// <param name="value">The position that a boot before this one told.</param>
        public void Restore(bool value) => _debouncer.Set(value, value, 0);

        /// <summary>
        /// It moved while nobody scanned, as what woke the board says: a change of this scan, whatever it reads by now. After
        /// <see cref="Update(bool, long)"/>.
        /// </summary>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Flip(long nowMs)
        {
            _debouncer.Set(!Value, _lastRaw, nowMs);
            Changed = true;
        }

        /// <summary>Takes one scan's raw reading.</summary>
        /// <param name="raw">The contact as read.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        /// <returns><c>true</c> in the one scan in which <see cref="Value"/> changes.</returns>
        public bool Update(bool raw, long nowMs) => Update(raw, 0, nowMs);

        /// <summary>Takes one scan's raw reading and what an edge counter saw since the scan before.</summary>
        /// <param name="raw">The contact as read.</param>
        /// <param name="edges">Edges counted since the last call, 0 or more; 0 where nothing counts them.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        /// <returns><c>true</c> in the one scan in which <see cref="Value"/> changes.</returns>
        public bool Update(bool raw, int edges, long nowMs)
        {
            Changed = false;
            ChatteringStarted = false;
            CountChanges(raw, edges, nowMs);

            if (IsChattering)
            {
                if (nowMs - _lastChangeMs < _quietMs)
                {
                    return false;
                }

                IsChattering = false;
            }

            Changed = _debouncer.Update(raw, nowMs);
            return Changed;
        }

        private void CountChanges(bool raw, int edges, long nowMs)
        {
            if (_hasReading && raw != _lastRaw)
            {
                CountChange(nowMs);
            }
            else if (edges >= 2)
            {
                // A single edge is one that the reading shows already, or will show in the next scan.
                CountChange(nowMs);
                CountChange(nowMs);
            }

            _hasReading = true;
            _lastRaw = raw;
        }

        private void CountChange(long nowMs)
        {
            _lastChangeMs = nowMs;
            if (IsChattering)
            {
                return;
            }

            _changesAtMs = _changesAtMs ?? new int[_maxChanges];

            // The place to be overwritten holds the change MaxChanges before this one.
            if (_recorded == _changesAtMs.Length && (int)nowMs - _changesAtMs[_next] < _windowMs)
            {
                IsChattering = true;
                ChatteringStarted = true;

                // A stable time that had begun is dropped: after the re-admission a new one is needed.
                _debouncer.Update(_debouncer.Value, nowMs);
                return;
            }

            _changesAtMs[_next] = (int)nowMs;
            _next = (_next + 1) % _changesAtMs.Length;
            if (_recorded < _changesAtMs.Length)
            {
                _recorded++;
            }
        }
    }
}
