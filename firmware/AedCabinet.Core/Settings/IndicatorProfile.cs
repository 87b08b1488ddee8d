namespace AedCabinet.Settings
{
    /// <summary>
    /// How one AED model is to be read: data, not code (SPEC §5). What nobody has confirmed says so, and one without any
    /// data is <see cref="IndicatorKind.Unreadable"/>, so that it can't make an AED ready by mistake.
    /// </summary>
    public sealed class IndicatorProfile
    {
        /// <summary>
        /// Dark gaps shorter than this are part of the light, in milliseconds: dimming by pulse width, mains flicker, a bouncing threshold.
        /// </summary>
        public const int MaxGapInLightMs = 100;

        /// <summary>Unbroken light this long is steady, in milliseconds; a blink's flash is shorter.</summary>
        public const int SteadyAfterMs = 5000;

        /// <summary>The version of the format this firmware reads.</summary>
        public const int FormatVersion = 1;

        /// <summary>The shortest period a profile may name, in milliseconds: twice the gap below which light counts as unbroken.</summary>
        public const int ShortestPeriodMs = 2 * MaxGapInLightMs;

        /// <summary>
        /// The longest period a profile may name, in milliseconds: with a dark time of several periods, a dead AED is still told within
        /// minutes.
        /// </summary>
        public const int LongestPeriodMs = 60000;

        /// <summary>The longest dark time, in milliseconds.</summary>
        public const int LongestDarkMs = 600000;

        /// <summary>How many of the longest periods the dark time must hold: fewer, and a missed flash would be darkness.</summary>
        public const int DarkPeriods = 3;

        /// <summary>Gets or sets the profile's name: 1 to 32 of a–z, 0–9 and '-', as the <c>about</c> message tells it.</summary>
        public string Name { get; set; } = string.Empty;

        /// <summary>Gets or sets the AED model or models.</summary>
        public string Model { get; set; } = string.Empty;

        /// <summary>Gets or sets where its values come from.</summary>
        public string Source { get; set; } = string.Empty;

        /// <summary>Gets or sets how the AED shows that it is ready.</summary>
        public IndicatorKind Kind { get; set; } = IndicatorKind.Unreadable;

        /// <summary>Gets or sets a value indicating whether the kind is confirmed.</summary>
        public bool IsKindConfirmed { get; set; }

        /// <summary>Gets or sets a value indicating whether <c>learn-indicator</c> may teach it on site.</summary>
        public bool IsLearnable { get; set; }

        /// <summary>Gets what the green light says.</summary>
        public LightMeanings Green { get; } = new LightMeanings();

        /// <summary>Gets what the red light says.</summary>
        public LightMeanings Red { get; } = new LightMeanings();

        /// <summary>
        /// Gets or sets the shortest period of a blink that means ready, in milliseconds. Not asked of any other meaning.
        /// </summary>
        public int PeriodMinMs { get; set; } = 500;

        /// <summary>Gets or sets the longest period of a blink that means ready, in milliseconds.</summary>
        public int PeriodMaxMs { get; set; } = 15000;

        /// <summary>
        /// Gets or sets a value indicating whether the rhythm was taught or confirmed on site, for this cabinet's AED; without it no
        /// blink reads ready. No maker's text gave one when this was written (DOMAIN).
        /// </summary>
        public bool IsPeriodConfirmed { get; set; }

        /// <summary>Gets or sets the shortest flash of a blink that means ready, in milliseconds; 0 for any.</summary>
        public int PulseMinMs { get; set; }

        /// <summary>Gets or sets the longest flash of a blink that means ready, in milliseconds; 0 for any.</summary>
        public int PulseMaxMs { get; set; }

        /// <summary>Gets or sets a value indicating whether the flash's length is confirmed.</summary>
        public bool IsPulseConfirmed { get; set; }

        /// <summary>Gets or sets how long a light may be dark before it is off, in milliseconds: several periods.</summary>
        public int DarkAfterMs { get; set; } = 60000;

        /// <summary>Gets or sets a value indicating whether the dark time is confirmed.</summary>
        public bool IsDarkConfirmed { get; set; }

        /// <summary>
        /// Gets or sets the lowest temperature this AED is made for, in tenths of a degree Celsius (typically 0, DOMAIN "Temperature").
        /// </summary>
        public int TemperatureMinDeciC { get; set; }

        /// <summary>Gets or sets the highest temperature this AED is made for, in tenths of a degree Celsius.</summary>
        public int TemperatureMaxDeciC { get; set; } = 500;

        /// <summary>Gets or sets a value indicating whether the temperature range is confirmed.</summary>
        public bool IsTemperatureConfirmed { get; set; }

        /// <summary>Whether a blink's measure is one that may mean ready.</summary>
        /// <param name="periodMs">Its period in milliseconds.</param>
        /// <param name="pulseMs">The length of its flash in milliseconds.</param>
        /// <returns><c>true</c> when both are within the profile's ranges.</returns>
        public bool AllowsBlink(int periodMs, int pulseMs) =>
            periodMs >= PeriodMinMs && periodMs <= PeriodMaxMs
            && pulseMs >= PulseMinMs && (PulseMaxMs == 0 || pulseMs <= PulseMaxMs);

        /// <summary>A profile with the same values.</summary>
        /// <returns>The copy.</returns>
        public IndicatorProfile Copy()
        {
            IndicatorProfile copy = new IndicatorProfile();
            copy.Name = Name;
            copy.Model = Model;
            copy.Source = Source;
            copy.Kind = Kind;
            copy.IsKindConfirmed = IsKindConfirmed;
            copy.IsLearnable = IsLearnable;
            Green.CopyTo(copy.Green);
            Red.CopyTo(copy.Red);
            copy.PeriodMinMs = PeriodMinMs;
            copy.PeriodMaxMs = PeriodMaxMs;
            copy.IsPeriodConfirmed = IsPeriodConfirmed;
            copy.PulseMinMs = PulseMinMs;
            copy.PulseMaxMs = PulseMaxMs;
            copy.IsPulseConfirmed = IsPulseConfirmed;
            copy.DarkAfterMs = DarkAfterMs;
            copy.IsDarkConfirmed = IsDarkConfirmed;
            copy.TemperatureMinDeciC = TemperatureMinDeciC;
            copy.TemperatureMaxDeciC = TemperatureMaxDeciC;
            copy.IsTemperatureConfirmed = IsTemperatureConfirmed;
            return copy;
        }
    }
}
