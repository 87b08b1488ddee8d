using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Climate
{
    /// <summary>
    /// Notices a heater that does not heat (SPEC §10): on for half an hour without having warmed the box by a degree, while
    /// it is still below the set point at which the heater goes on.
    /// </summary>
    /// <remarks>
    /// The degree is counted from the coldest since the heater went on, or since it last gained a degree: a heater that dies
    /// half-way is found too, and one that first only slows the cooling is not accused. A heater just strong enough to hold
    /// the box at the set point is not at fault; one that can't reach it is. A fault ends only when the box is at the set
    /// point again: a warmer hour outside must not mend a broken heater, nor must switching it off.
    /// </remarks>
    public sealed class HeaterFaultWatch
    {
        private readonly ClimateSettings _settings;
        private readonly long _faultMs;
        private bool _isWatching;
        private long _sinceMs;
        private int _coldestDeciC;
        private bool _isBelowSetPoint;

        /// <summary>Initializes a new instance of the <see cref="HeaterFaultWatch"/> class.</summary>
        /// <param name="settings">The set point, the rise and its time.</param>
        public HeaterFaultWatch(ClimateSettings settings)
        {
            _settings = settings;
            _faultMs = settings.HeaterFaultMinutes * 60000L;
        }

        /// <summary>Gets a value indicating whether the heater does not heat.</summary>
        public bool IsFault { get; private set; }

        /// <summary>Gets a value indicating whether the fault began or ended in this scan.</summary>
        public bool Changed { get; private set; }

        /// <summary>Gets when a heater that goes on not heating is at fault, in milliseconds, or <see cref="Deadline.Never"/>.</summary>
        public long DeadlineMs => _isWatching && _isBelowSetPoint && !IsFault ? _sinceMs + _faultMs : Deadline.Never;

        /// <summary>Judges this scan.</summary>
        /// <param name="isHeaterOn">Whether the heater is on.</param>
        /// <param name="hasTemperature">Whether the temperature inside is known.</param>
        /// <param name="deciC">The temperature inside, tenths of °C.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(bool isHeaterOn, bool hasTemperature, int deciC, long nowMs)
        {
            bool wasFault = IsFault;
            bool isBelowSetPoint = deciC < _settings.HeaterOnBelowDeciC;
            _isBelowSetPoint = isBelowSetPoint;
            if (hasTemperature && !isBelowSetPoint)
            {
                IsFault = false;
            }

            if (!isHeaterOn || !hasTemperature)
            {
                _isWatching = false;
            }
            else if (!_isWatching || deciC - _coldestDeciC >= _settings.HeaterFaultRiseDeciC)
            {
                _isWatching = true;
                _sinceMs = nowMs;
                _coldestDeciC = deciC;
            }
            else
            {
                _coldestDeciC = deciC < _coldestDeciC ? deciC : _coldestDeciC;
                IsFault = IsFault || (isBelowSetPoint && nowMs - _sinceMs >= _faultMs);
            }

            Changed = IsFault != wasFault;
        }
    }
}
