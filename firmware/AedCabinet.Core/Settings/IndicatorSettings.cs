namespace AedCabinet.Settings
{
    /// <summary>
    /// How the AED's indicator is judged whatever its model (SPEC §5); what depends on the model is in its <see cref="IndicatorProfile"/>.
    /// </summary>
    public sealed class IndicatorSettings
    {
        /// <summary>
        /// Gets or sets how long the lights may show anything during the AED's self-test, in seconds, 10 to 600: attention and
        /// conflict are believed only when they lasted this long, and so is any other change of what was once believed.
        /// </summary>
        public int SelfTestSeconds { get; set; } = 60;

        /// <summary>
        /// Gets or sets how long after the cabinet was outside the AED's temperature range a fault is put down to it, in hours, 0 to 168: a
        /// defect can take a day to show (DOMAIN).
        /// </summary>
        public int TemperatureCauseHours { get; set; } = 24;

        /// <summary>
        /// Gets or sets how long attention or darkness must have lasted to ask for a human look when it goes away by itself, in
        /// minutes, 10 to 1440: an AED's self-test can clear a real fault.
        /// </summary>
        public int InspectAfterMinutes { get; set; } = 60;

        /// <summary>Gets or sets how long <c>learn-indicator</c> observes, in seconds, 30 to 900.</summary>
        public int LearnSeconds { get; set; } = 180;
    }
}
