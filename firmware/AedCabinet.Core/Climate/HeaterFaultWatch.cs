using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Climate
{
    /// <summary>
    /// Notices a heater that does not heat (SPEC §10): on for half an hour without having warmed the box by a degree, while
    /// it is still below the set point at which the heater goes on. And one that heats while it is off, as behind a shorted relay.
    /// </summary>
    /// <remarks>
    /// The degree is counted from the coldest since the heater went on, or since it last gained a degree: a heater that dies
    /// half-way is found too, and one that first only slows the cooling is not accused. A heater just strong enough to hold
    /// the box at the set point is not at fault; one that can't reach it is. A fault ends only when the box is at the set
    /// point again: a warmer hour outside must not mend a broken heater, nor must switching it off.
    /// <para>
    /// A relay that has shorted lets the box swing about the 40 °C of its thermostat, whatever the weather. By day the sun through a
    /// window can do the same; in the dark nothing else can: to gain 2 °C in half an hour at 30 °C or more, a box that follows the air
    /// outside by 1.8 h would need air of 37 °C or more at midnight. It has ended when the box has stayed below 30 °C for longer than such
    /// a thermostat keeps it there.
    /// </para>
    /// </remarks>
    public sealed class HeaterFaultWatch
    {
        /// <summary>In <see cref="Fault"/>: it is on and does not heat.</summary>
        public const int NotHeating = 1;

        /// <summary>In <see cref="Fault"/>: it heats although it is off.</summary>
        public const int HotWhileOff = 2;

        private const int WarmDeciC = 300;
        private const int HotRiseDeciC = 20;
        private const int CoolTimes = 8;

        private readonly ClimateSettings _settings;
        private readonly long _faultMs;

        // The fault that is watched for, or how a fault of that kind ends; 0 while nothing is.
        private int _watched;
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

        /// <summary>Gets what is wrong with the heater: <see cref="NotHeating"/>, <see cref="HotWhileOff"/>, or 0 for nothing.</summary>
        public int Fault { get; private set; }

        /// <summary>Gets a value indicating whether anything is wrong with the heater.</summary>
        public bool IsFault => Fault != 0;

        /// <summary>Gets a value indicating whether the fault began or ended in this scan.</summary>
        public bool Changed { get; private set; }

        /// <summary>
        /// Gets when a heater that goes on as it does is judged differently, in milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs => _watched == HotWhileOff || (_watched != 0 && _isBelowSetPoint && Fault == 0)
            ? _sinceMs + (Fault == 0 ? _faultMs : CoolTimes * _faultMs)
            : Deadline.Never;

        /// <summary>Judges this scan.</summary>
        /// <param name="isHeaterOn">Whether the heater is on.</param>
        /// <param name="isDark">Whether it is night, and a heater that is off could have power.</param>
        /// <param name="hasTemperature">Whether the temperature inside is known.</param>
        /// <param name="deciC">The temperature inside, tenths of °C.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(bool isHeaterOn, bool isDark, bool hasTemperature, int deciC, long nowMs)
        {
            int fault = Fault;
            bool isBelowSetPoint = deciC < _settings.HeaterOnBelowDeciC;
            _isBelowSetPoint = isBelowSetPoint;
            if (hasTemperature && (fault == HotWhileOff ? isHeaterOn : !isBelowSetPoint))
            {
                fault = 0;
            }

            // Waited for is a heater that does not heat; in the dark a warm box that gets warmer; and after that one that stays cool.
            bool isWarm = deciC >= WarmDeciC;
            bool isForHot = isWarm ? isDark && fault == 0 : fault == HotWhileOff;
            int watched = !hasTemperature ? 0 : isHeaterOn ? NotHeating : isForHot ? HotWhileOff : 0;
            bool isOver = nowMs - _sinceMs >= (fault == HotWhileOff ? CoolTimes * _faultMs : _faultMs);
            int riseDeciC = deciC - _coldestDeciC;
            if (watched == 0 || watched != _watched || (isHeaterOn ? riseDeciC >= _settings.HeaterFaultRiseDeciC : isOver && fault == 0))
            {
                _watched = watched;
                _sinceMs = nowMs;
                _coldestDeciC = deciC;
            }
            else if (fault == HotWhileOff)
            {
                fault = isOver ? 0 : fault;
            }
            else
            {
                _coldestDeciC = riseDeciC < 0 ? deciC : _coldestDeciC;
                fault = (isHeaterOn ? isBelowSetPoint && isOver : riseDeciC >= HotRiseDeciC) ? watched : fault;
            }

            Changed = fault != Fault;
            Fault = fault;
        }
    }
}
