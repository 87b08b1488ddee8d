using AedCabinet.Inputs;
using AedCabinet.Timing;

namespace AedCabinet.Temperature
{
    /// <summary>
    /// Turns the probe's readings into a temperature that may be acted upon (SPEC §4): bad ones are left out, a single good
    /// one that stands out is outvoted, and a probe that stays silent or bad is a fault.
    /// </summary>
    /// <remarks>
    /// Before three good readings the newest is the temperature: the first one already decides over the heater. After a
    /// fault the readings from before it are forgotten, so the first good one counts alone.
    /// </remarks>
    public sealed class TemperatureFilter
    {
        /// <summary>Bad readings in a row that are a fault (SPEC §4).</summary>
        public const int BadReadingsForFault = 3;

        /// <summary>
        /// Longer than this without a good or bad reading is a fault too, in milliseconds: six of the probe's rounds. Also
        /// after a boot.
        /// </summary>
        public const int SilenceMs = 60000;

        /// <summary>How far a bare 85.0 °C may be from the last good reading to be believed, tenths of °C (SPEC §4).</summary>
        public const int PowerOnToleranceDeciC = 20;

        private const int WindowSize = 3;

        private readonly int[] _window = new int[WindowSize];
        private int _goodCount;
        private int _badInARow;
        private bool _hasLastGood;
        private int _lastGoodDeciC;
        private bool _hasStarted;
        private long _lastHeardMs;

        /// <summary>Gets whether the probe can be relied on.</summary>
        public ProbeHealth Health { get; private set; }

        /// <summary>Gets a value indicating whether a fault began or ended in this scan.</summary>
        public bool FaultChanged { get; private set; }

        /// <summary>Gets a value indicating whether a good reading came in this scan.</summary>
        public bool HasNewReading { get; private set; }

        /// <summary>Gets when a probe that goes on saying nothing is at fault, in milliseconds, or <see cref="Deadline.Never"/>.</summary>
        public long DeadlineMs => _hasStarted && Health != ProbeHealth.Fault ? _lastHeardMs + SilenceMs + 1 : Deadline.Never;

        /// <summary>Takes what the probe said since the last scan.</summary>
        /// <param name="reading">The reading, or <see cref="ProbeReading.None"/>.</param>
        /// <param name="deciC">Its temperature in tenths of °C, where it has one.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(ProbeReading reading, int deciC, long nowMs)
        {
            bool wasFault = Health == ProbeHealth.Fault;
            if (!_hasStarted || reading != ProbeReading.None)
            {
                _hasStarted = true;
                _lastHeardMs = nowMs;
            }

            HasNewReading = IsGood(reading, deciC);
            if (HasNewReading)
            {
                Accept(deciC);
            }
            else if (reading != ProbeReading.None && _badInARow < BadReadingsForFault)
            {
                _badInARow++;
            }

            if (_badInARow >= BadReadingsForFault || nowMs - _lastHeardMs > SilenceMs)
            {
                Health = ProbeHealth.Fault;
                _goodCount = 0;
            }

            FaultChanged = wasFault != (Health == ProbeHealth.Fault);
        }

        /// <summary>The temperature to act upon.</summary>
        /// <param name="deciC">The median of the last three good readings, tenths of °C.</param>
        /// <returns><c>false</c> before the first good reading and during a fault.</returns>
        public bool TryGetDeciC(out int deciC)
        {
            deciC = Health != ProbeHealth.Ok ? 0 : _goodCount < WindowSize ? _lastGoodDeciC : Median(_window[0], _window[1], _window[2]);
            return Health == ProbeHealth.Ok;
        }

        private static int Median(int a, int b, int c)
        {
            int lower = a < b ? a : b;
            int upper = a < b ? b : a;
            return c < lower ? lower : c > upper ? upper : c;
        }

        private bool IsGood(ProbeReading reading, int deciC)
        {
            if (reading != ProbeReading.PowerOnValue)
            {
                return reading == ProbeReading.Ok && deciC >= Ds18b20Scratchpad.MinDeciC && deciC <= Ds18b20Scratchpad.MaxDeciC;
            }

            int differenceDeciC = deciC - _lastGoodDeciC;
            return _hasLastGood && differenceDeciC <= PowerOnToleranceDeciC && differenceDeciC >= -PowerOnToleranceDeciC;
        }

        private void Accept(int deciC)
        {
            _hasLastGood = true;
            _lastGoodDeciC = deciC;
            _badInARow = 0;
            _window[2] = _window[1];
            _window[1] = _window[0];
            _window[0] = deciC;
            if (_goodCount < WindowSize)
            {
                _goodCount++;
            }

            Health = ProbeHealth.Ok;
        }
    }
}
