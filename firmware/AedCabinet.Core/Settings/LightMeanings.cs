namespace AedCabinet.Settings
{
    /// <summary>What one of the AED's lights says in each rhythm. Dark is not listed: a light that is off claims nothing.</summary>
    public sealed class LightMeanings
    {
        /// <summary>Gets or sets what it says while it blinks.</summary>
        public IndicatorMeaning Blinking { get; set; }

        /// <summary>Gets or sets what it says while it is lit without a gap.</summary>
        public IndicatorMeaning Steady { get; set; }

        /// <summary>Gets or sets a value indicating whether this stands in the maker's own text or was confirmed on site.</summary>
        public bool IsConfirmed { get; set; }

        /// <summary>Gets a value indicating whether the profile reads this light at all; one it doesn't read is not looked at.</summary>
        public bool IsUsed => Blinking != IndicatorMeaning.None || Steady != IndicatorMeaning.None;

        /// <summary>Copies every member.</summary>
        /// <param name="target">The meanings to overwrite.</param>
        public void CopyTo(LightMeanings target)
        {
            target.Blinking = Blinking;
            target.Steady = Steady;
            target.IsConfirmed = IsConfirmed;
        }
    }
}
