using AedCabinet.Settings;

namespace AedCabinet.Climate
{
    /// <summary>
    /// The optional fan against a cabinet in the sun (SPEC §10). Off while the temperature is unknown: a fan that never stops wears out.
    /// </summary>
    public sealed class Fan
    {
        private readonly ClimateSettings _settings;

        /// <summary>Initializes a new instance of the <see cref="Fan"/> class.</summary>
        /// <param name="settings">When it goes on and off.</param>
        public Fan(ClimateSettings settings)
        {
            _settings = settings;
        }

        /// <summary>Gets a value indicating whether the fan is to be on.</summary>
        public bool IsOn { get; private set; }

        /// <summary>Decides for this scan.</summary>
        /// <param name="hasTemperature">Whether the temperature inside is known.</param>
        /// <param name="deciC">The temperature inside, tenths of °C.</param>
        public void Update(bool hasTemperature, int deciC)
        {
            int offBelowDeciC = _settings.FanOnAboveDeciC - _settings.FanHysteresisDeciC;
            IsOn = hasTemperature && _settings.FanFitted
                && (deciC > _settings.FanOnAboveDeciC || (IsOn && deciC >= offBelowDeciC));
        }
    }
}
