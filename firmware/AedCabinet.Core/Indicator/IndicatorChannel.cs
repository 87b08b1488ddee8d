using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Indicator
{
    /// <summary>
    /// One light of the AED, seen by a photo-sensor: off, steady or blinking (SPEC §5).
    /// </summary>
    /// <remarks>
    /// <para>
    /// Polling is the truth about the level; edges from the interrupt only catch flashes too short to be polled and give them
    /// exact times. An edge may come after polls that are younger than it; one that is older than a change already seen is
    /// dropped, a fall without its rise is a flash of no length, and a poll mends whatever a lost edge left wrong.
    /// </para>
    /// <para>
    /// All times it tells are of <see cref="ObservedTime"/>, the same for two channels polled together: a frozen scan is neither
    /// darkness nor steady light, and the interval across it is not measured.
    /// </para>
    /// <para>
    /// A class is kept until another counts: three consistent periods, <see cref="IndicatorProfile.SteadyAfterMs"/> of light or the dark
    /// time. Light in no rhythm for twice the dark time makes it unknown, and so does light that flickers with the mains.
    /// </para>
    /// <para>
    /// The cabinet's own beacon and lamps may reach the sensor. Light that comes on when one of them does is held back until it is
    /// known whose it was: when it goes off while that one stays lit it was the AED's, when it goes off with it, it was not. Meanwhile
    /// nothing can be seen of the AED: that is neither light nor darkness.
    /// </para>
    /// </remarks>
    public sealed partial class IndicatorChannel
    {
        /// <summary>
        /// After a freeze the interrupts kept waiting come in a burst with late times: flashes begun within this many milliseconds are
        /// light, but no rhythm.
        /// </summary>
        public const int FreezeBurstMs = 100;

        // Lamps on 50 or 60 Hz go out 50 to 120 times a second, fewer where some waves don't cross the sensor's threshold. What is
        // dimmed by pulse width is faster, what bounces is slower.
        private const int LeastFlickerHz = 20;
        private const int MostFlickerHz = 140;
        private const int FlickerWindowMs = 1000;

        private readonly int _darkAfterMs;
        private readonly BlinkRhythm _rhythm = new BlinkRhythm();
        private readonly ObservedTime _time = new ObservedTime();
        private long _blindUntilMs;
        private bool _isLit;
        private long _changedMs;
        private bool _isInFlash;
        private long _flashMs;
        private long _firstMs;
        private int _gaps;
        private long _gapsSinceMs;

        /// <summary>Initializes a new instance of the <see cref="IndicatorChannel"/> class.</summary>
        /// <param name="darkAfterMs">How long the light must be dark to be off, in milliseconds: several periods.</param>
        public IndicatorChannel(int darkAfterMs)
        {
            _darkAfterMs = darkAfterMs;
        }

        /// <summary>Gets what the light does.</summary>
        public LightClass Class { get; private set; }

        /// <summary>Gets the observed time at the latest poll, in milliseconds.</summary>
        public long NowMs => _time.NowMs;

        /// <summary>Gets since when the light has done so, in observed time: the first flash, not the moment it was believed.</summary>
        public long SinceMs { get; private set; }

        /// <summary>Gets when it was last seen to do so, in observed time: for a blinking light its latest flash in rhythm.</summary>
        public long SeenMs { get; private set; }

        /// <summary>Gets the period of a blinking light in milliseconds, smoothed.</summary>
        public int PeriodMs => _rhythm.PeriodMs;

        /// <summary>Gets the length of a blinking light's flashes in milliseconds, smoothed.</summary>
        public int PulseMs => _rhythm.PulseMs;

        /// <summary>Gets how many flashes have ended.</summary>
        public int FlashCount { get; private set; }

        /// <summary>Gets how many of them bore out a rhythm already believed.</summary>
        public int RegularFlashCount { get; private set; }

        /// <summary>
        /// Gets how many of them were more than a rhythm needs to be believed: 0 for a light that blinked evenly from the first.
        /// </summary>
        public int StrayFlashCount =>
            FlashCount < RegularFlashCount + BlinkRhythm.PeriodsNeeded ? 0 : FlashCount - RegularFlashCount - BlinkRhythm.PeriodsNeeded;

        /// <summary>Gets a value indicating whether any light was seen at all.</summary>
        public bool HasShownLight => _isInFlash || FlashCount > 0;

        /// <summary>
        /// Gets a value indicating whether the light still does what its class says. A blinking light may miss a flash or have
        /// one too many, and a freeze takes the interval across it: three periods, and what a freeze counts.
        /// </summary>
        public bool IsBorneOut => Class != LightClass.Unknown && NowMs - SeenMs <= PatienceMs;

        /// <summary>
        /// Gets when the light is judged differently if it stays as it is, in monotonic milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs
        {
            get
            {
                long observedMs = LevelDeadlineMs();
                if (Class != LightClass.Unknown && !IsDarkLongEnough && !IsLitLongEnough)
                {
                    observedMs = Deadline.Earlier(observedMs, SeenMs + (2 * _darkAfterMs) + 1);
                }

                if (IsBorneOut && !IsDarkLongEnough && !(IsLitLongEnough && _isLit))
                {
                    observedMs = Deadline.Earlier(observedMs, SeenMs + PatienceMs + 1);
                }

                return observedMs == Deadline.Never ? Deadline.Never : _time.Until(observedMs);
            }
        }

        private int PatienceMs =>
            Class == LightClass.Blinking ? (3 * PeriodMs) + (PeriodMs / 2) + ObservedTime.MaxUnseenMs
            : Class == LightClass.Steady ? IndicatorProfile.MaxGapInLightMs
            : 0;

        /// <summary>Forgets everything seen: another AED, or none, is before the sensor.</summary>
        public void Forget()
        {
            _time.Forget();
            _isLit = false;
            _isInFlash = false;
            _heldMs = NotHeld;
            _rhythm.Clear();
            Class = LightClass.Unknown;
            FlashCount = 0;
            RegularFlashCount = 0;
        }

        /// <summary>The light stayed as it was, and was observed.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds, before <see cref="DeadlineMs"/>.</param>
        public void Hold(long untilMs)
        {
            if (_time.HasBegun)
            {
                _time.Hold(untilMs);
                Judge();
            }
        }

        /// <summary>Takes the edges between two scans.</summary>
        /// <param name="edges">The edges; they stay there.</param>
        public void Take(LightEdges edges)
        {
            for (int i = 0; i < edges.Count; i++)
            {
                long edge = edges.At(i);
                Edge(edge >= 0, edge >= 0 ? edge : ~edge);
            }
        }

        /// <summary>Takes one edge of the sensor's signal, in the order they happened.</summary>
        /// <param name="lit">The level after it.</param>
        /// <param name="atMs">Monotonic time taken in the interrupt handler, in milliseconds.</param>
        public void Edge(bool lit, long atMs)
        {
            if (!IsOwn(lit, IsNextAfterOwn(atMs), atMs))
            {
                TakeEdge(lit, atMs);
            }
        }

        private void TakeEdge(bool lit, long atMs)
        {
            long edgeMs = _time.Of(atMs);
            if (!_time.HasBegun || edgeMs < _changedMs)
            {
                return;
            }

            if (lit != _isLit)
            {
                SetLevel(lit, edgeMs);
            }
            else if (!lit && edgeMs > _changedMs)
            {
                SetLevel(true, edgeMs);
                SetLevel(false, edgeMs);
            }
        }

        /// <summary>Takes the level of one scan and judges.</summary>
        /// <param name="lit">The sensor sees light.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds, never less than in the call before.</param>
        public void Poll(bool lit, long nowMs)
        {
            bool isFirst = !_time.HasBegun;
            bool isNextAfterOwn = IsNextAfterOwn(nowMs);
            if (_time.IsAcrossFreeze(nowMs))
            {
                _rhythm.Interrupt();
                _blindUntilMs = _time.AfterFreezeMs + FreezeBurstMs;
            }

            _time.Advance(nowMs);
            if (isFirst)
            {
                // Light that is already on began at an unknown time, as after a freeze.
                _changedMs = NowMs;
                _blindUntilMs = NowMs + 1;
                SinceMs = NowMs;
            }

            lit = !IsOwn(lit, isNextAfterOwn, nowMs) && lit;
            if (lit != _isLit)
            {
                SetLevel(lit, NowMs > _changedMs ? NowMs : _changedMs);
            }

            Judge();
        }

        private bool IsLitLongEnough => _isInFlash && NowMs - _flashMs >= IndicatorProfile.SteadyAfterMs;

        private bool IsDarkLongEnough => !_isInFlash && NowMs - _changedMs >= _darkAfterMs;

        private long LevelDeadlineMs()
        {
            if (_heldMs != NotHeld)
            {
                return NowMs;
            }

            if (!_isInFlash)
            {
                return IsDarkLongEnough ? Deadline.Never : _changedMs + _darkAfterMs;
            }

            long steadyMs = IsLitLongEnough ? Deadline.Never : _flashMs + IndicatorProfile.SteadyAfterMs;
            steadyMs = _gaps > 0 ? Deadline.Earlier(steadyMs, _gapsSinceMs + FlickerWindowMs) : steadyMs;
            return _isLit ? steadyMs : Deadline.Earlier(steadyMs, _changedMs + IndicatorProfile.MaxGapInLightMs);
        }

        private void SetLevel(bool lit, long atMs)
        {
            if (lit)
            {
                if (_isInFlash && atMs - _changedMs >= IndicatorProfile.MaxGapInLightMs)
                {
                    EndFlash();
                }

                if (!_isInFlash)
                {
                    _isInFlash = true;
                    _flashMs = atMs;
                    _gaps = 0;
                    _gapsSinceMs = atMs;
                }
                else
                {
                    _gaps++;
                }
            }

            _isLit = lit;
            _changedMs = atMs;
        }

        private void EndFlash()
        {
            _isInFlash = false;
            FlashCount++;
            int pulseMs = (int)(_changedMs - _flashMs);
            if (_flashMs < _blindUntilMs)
            {
                _rhythm.Interrupt();
            }
            else if (_rhythm.Add(_flashMs, pulseMs))
            {
                SeeInRhythm();
            }
        }

        private void SeeInRhythm()
        {
            RegularFlashCount++;
            if (Class != LightClass.Blinking || _firstMs != _rhythm.FirstMs)
            {
                _firstMs = _rhythm.FirstMs;
                SinceMs = _firstMs;
            }
            else if (_flashMs - SeenMs > PatienceMs)
            {
                // Two short spells in the same rhythm are not one long one.
                SinceMs = _flashMs;
            }

            Class = LightClass.Blinking;
            SeenMs = _changedMs;
        }

        private void Judge()
        {
            if (_isInFlash && !_isLit && NowMs - _changedMs >= IndicatorProfile.MaxGapInLightMs)
            {
                EndFlash();
            }

            if (IsBlind)
            {
                // Darkness begins anew when the AED can be seen again.
                _rhythm.Interrupt();
                _changedMs = NowMs;
            }

            WatchFlicker();
            if (IsLitLongEnough)
            {
                Become(LightClass.Steady, _flashMs, _isLit ? NowMs : _changedMs);
            }
            else if (IsDarkLongEnough)
            {
                Become(LightClass.Off, _changedMs, NowMs);
            }
            else if (Class == LightClass.Unknown)
            {
                SeenMs = NowMs;
            }
            else if (NowMs - SeenMs > 2 * _darkAfterMs)
            {
                Become(LightClass.Unknown, NowMs, NowMs);
            }
        }

        private void WatchFlicker()
        {
            long windowMs = NowMs - _gapsSinceMs;
            if (!_isInFlash || windowMs < FlickerWindowMs)
            {
                return;
            }

            long gaps = _gaps * 1000L;
            if (gaps >= LeastFlickerHz * windowMs && gaps <= MostFlickerHz * windowMs)
            {
                // Unbroken light begins anew.
                _flashMs = NowMs;
            }

            _gaps = 0;
            _gapsSinceMs = NowMs;
        }

        private void Become(LightClass lightClass, long sinceMs, long seenMs)
        {
            _rhythm.Clear();
            Class = lightClass;
            SinceMs = sinceMs;
            SeenMs = seenMs;
        }
    }
}
