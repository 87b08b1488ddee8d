using AedCabinet.Formats;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Indicator
{
    /// <summary>
    /// What the AED's own lights say, by the profile of its model (SPEC §5).
    /// </summary>
    /// <remarks>
    /// <para>
    /// Each scan, what the two lights do now makes a claim (<see cref="LightClaim"/>). Of two different claims the one still borne
    /// out by its light counts, and when both are they conflict. No light at all is dark.
    /// </para>
    /// <para>
    /// A daily self-test changes the lights for moments. So a claim counts only when the lights bore it out for long enough
    /// together, told from the first flash to the latest and not from when it was noticed: attention and conflict always
    /// <see cref="IndicatorSettings.SelfTestSeconds"/>; ready, in-use and dark likewise, except as the first thing ever
    /// believed of lights that were clear from the start; and unknown likewise, once something was believed. Attention asks this of the
    /// light that claims it alone. Lights that contradict what is believed without ever settling make it unknown too.
    /// </para>
    /// </remarks>
    public sealed partial class IndicatorDecoder
    {
        private const long MsPerHour = 3600000L;

        // Allows for a light that was on when observing began and for one missed or extra flash; more is not the AED's rhythm alone.
        private const int MaxStrayFlashes = 2;

        private const string StateNames = "unknown, ready, in-use, attention, dark, conflict";

        private readonly IndicatorProfile _profile;
        private readonly int _selfTestMs;
        private readonly int _restlessMs;
        private readonly long _temperatureCauseMs;
        private bool _hasBelieved;
        private IndicatorState _claim;
        private bool _isContradicted;
        private long _contradictedMs;

        /// <summary>Initializes a new instance of the <see cref="IndicatorDecoder"/> class.</summary>
        /// <param name="profile">The model's profile; not changed afterwards.</param>
        /// <param name="settings">The tolerances; not changed afterwards.</param>
        public IndicatorDecoder(IndicatorProfile profile, IndicatorSettings settings)
        {
            _profile = profile;
            _selfTestMs = settings.SelfTestSeconds * 1000;
            _temperatureCauseMs = settings.TemperatureCauseHours * MsPerHour;

            // A light keeps its class for up to the dark time after a self-test, or twice that in no rhythm.
            _restlessMs = 2 * (_selfTestMs + profile.DarkAfterMs);
            Green = new IndicatorChannel(profile.DarkAfterMs);
            Red = new IndicatorChannel(profile.DarkAfterMs);
        }

        /// <summary>Gets the green light; its edges go there, before <see cref="Update"/>.</summary>
        public IndicatorChannel Green { get; }

        /// <summary>Gets the red light; its edges go there, before <see cref="Update"/>.</summary>
        public IndicatorChannel Red { get; }

        /// <summary>Gets what the indicator is believed to say.</summary>
        public IndicatorState State { get; private set; }

        /// <summary>Gets a value indicating whether <see cref="State"/> changed in this scan.</summary>
        public bool Changed { get; private set; }

        /// <summary>
        /// Gets the monotonic time in milliseconds at which the lights began to say what is believed: the first flash or the
        /// last light, not the moment it was believed.
        /// </summary>
        public long SinceMs { get; private set; }

        /// <summary>
        /// Gets a value indicating whether this attention or darkness began within
        /// <see cref="IndicatorSettings.TemperatureCauseHours"/> of the cabinet being outside the AED's temperature range.
        /// </summary>
        public bool IsCausedByTemperature { get; private set; }

        // In the scan of a change nothing can contradict it yet.
        private bool IsSettled => _claim == State && !_isContradicted && !Changed;

        /// <summary>The state's name on the wire.</summary>
        /// <param name="state">The state.</param>
        /// <returns>For example <c>in-use</c>.</returns>
        public static string NameOf(IndicatorState state) => Words.At(StateNames, (int)state);

        /// <summary>Forgets everything seen, because the AED has left its place: unknown until it was observed anew.</summary>
        public void Forget()
        {
            Green.Forget();
            Red.Forget();
            State = IndicatorState.Unknown;
            _claim = IndicatorState.Unknown;
            IsCausedByTemperature = false;
            Changed = false;
            _hasBelieved = false;
            _isContradicted = false;
        }

        /// <summary>The cabinet's own beacon or lamps have changed.</summary>
        /// <param name="lit">Those that are lit now, one bit each.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void NoteOwnLights(int lit, long nowMs)
        {
            Green.NoteOwnLights(lit, nowMs);
            Red.NoteOwnLights(lit, nowMs);
        }

        /// <summary>When the indicator is judged differently if the lights stay as they are.</summary>
        /// <param name="nowMs">Monotonic time of the latest scan in milliseconds.</param>
        /// <returns>The time in milliseconds, at once while the lights say something else than what is believed, or
        /// <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            if (_profile.Kind == IndicatorKind.Unreadable)
            {
                return Deadline.Never;
            }

            return IsSettled ? Deadline.Earlier(Green.DeadlineMs, Red.DeadlineMs) : nowMs;
        }

        /// <summary>The lights stayed as they were, and were observed.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds, before <see cref="DeadlineMs"/>.</param>
        public void Hold(long untilMs)
        {
            Green.Hold(untilMs);
            Red.Hold(untilMs);
        }

        /// <summary>Judges one scan.</summary>
        /// <param name="greenLit">The green sensor sees light.</param>
        /// <param name="redLit">The red sensor sees light.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        /// <param name="lastOutOfRangeMs">When the cabinet was last outside the AED's temperature range, in monotonic milliseconds; below 0
        /// for never.</param>
        public void Update(bool greenLit, bool redLit, long nowMs, long lastOutOfRangeMs)
        {
            Changed = false;
            if (_profile.Kind == IndicatorKind.Unreadable)
            {
                return;
            }

            Green.Poll(greenLit, nowMs);
            Red.Poll(redLit, nowMs);
            IndicatorState green = LightClaim.Of(Green, _profile.Green, _profile);
            IndicatorState red = LightClaim.Of(Red, _profile.Red, _profile);
            IndicatorState claim = Combine(green, red, true);
            _claim = claim;
            WatchContradiction(Combine(green, red, false));
            if (claim == State)
            {
                return;
            }

            long sinceMs = BeginningOf(claim, green, red);
            if (EndOf(claim, green, red) - sinceMs >= NeededMs(claim))
            {
                Believe(claim, nowMs - (Green.NowMs - sinceMs), lastOutOfRangeMs);
            }
            else if (_isContradicted && Green.NowMs - _contradictedMs >= _restlessMs && State != IndicatorState.Unknown)
            {
                Believe(IndicatorState.Unknown, nowMs, lastOutOfRangeMs);
            }
        }

        private IndicatorState Combine(IndicatorState green, IndicatorState red, bool onlyBorneOut)
        {
            bool isEitherSilent = green == IndicatorState.Dark || red == IndicatorState.Dark;
            if (onlyBorneOut && !isEitherSilent && IsHeldOnly(Green) != IsHeldOnly(Red))
            {
                return IsHeldOnly(Green) ? red : green;
            }

            return LightClaim.Together(green, red);
        }

        // The class is only kept because no other counts yet; the light no longer shows it.
        private static bool IsHeldOnly(IndicatorChannel light) => light.Class != LightClass.Unknown && !light.IsBorneOut;

        private void WatchContradiction(IndicatorState heldClaim)
        {
            if (heldClaim == State)
            {
                _isContradicted = false;
            }
            else if (!_isContradicted)
            {
                _isContradicted = true;
                _contradictedMs = Green.NowMs;
            }
        }

        private int NeededMs(IndicatorState claim)
        {
            bool isFault = claim == IndicatorState.Attention || claim == IndicatorState.Conflict;
            bool isClear = Green.StrayFlashCount <= MaxStrayFlashes && Red.StrayFlashCount <= MaxStrayFlashes;
            return isFault || _hasBelieved || !isClear ? _selfTestMs : 0;
        }

        private long BeginningOf(IndicatorState claim, IndicatorState green, IndicatorState red)
        {
            if (StandsAlone(claim))
            {
                return ClaimantOf(claim, green).SinceMs;
            }

            long greenMs = !_profile.Green.IsUsed ? long.MinValue : Agrees(green, claim) ? Green.SinceMs : Green.SeenMs;
            long redMs = !_profile.Red.IsUsed ? long.MinValue : Agrees(red, claim) ? Red.SinceMs : Red.SeenMs;
            return greenMs > redMs ? greenMs : redMs;
        }

        private long EndOf(IndicatorState claim, IndicatorState green, IndicatorState red)
        {
            if (StandsAlone(claim))
            {
                return ClaimantOf(claim, green).SeenMs;
            }

            long greenMs = _profile.Green.IsUsed && Agrees(green, claim) ? Green.SeenMs : long.MaxValue;
            long redMs = _profile.Red.IsUsed && Agrees(red, claim) ? Red.SeenMs : long.MaxValue;
            return greenMs < redMs ? greenMs : redMs;
        }

        // Attention and unknown need only the light that says so. Everything else needs the other one to agree: since it went
        // off, or at least since it was last seen to say something else.
        private static bool StandsAlone(IndicatorState claim) =>
            claim == IndicatorState.Attention || claim == IndicatorState.Unknown;

        private static bool Agrees(IndicatorState lightClaim, IndicatorState claim) =>
            lightClaim == claim || lightClaim == IndicatorState.Dark || claim == IndicatorState.Conflict;

        private IndicatorChannel ClaimantOf(IndicatorState claim, IndicatorState green) => green == claim ? Green : Red;

        private void Believe(IndicatorState state, long sinceMs, long lastOutOfRangeMs)
        {
            State = state;
            SinceMs = sinceMs;
            Changed = true;
            _hasBelieved = true;
            _isContradicted = false;
            bool isFault = state == IndicatorState.Attention || state == IndicatorState.Dark;
            IsCausedByTemperature = isFault && lastOutOfRangeMs >= 0 && sinceMs - lastOutOfRangeMs <= _temperatureCauseMs;
        }
    }
}
