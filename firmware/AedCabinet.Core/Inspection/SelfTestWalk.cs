using AedCabinet.Climate;
using AedCabinet.Exchange;
using AedCabinet.Formats;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Inspection
{
    /// <summary>
    /// The part of a self-test that switches something: lamps and beacon one after the other, one chirp of the sounder, the
    /// heater for a moment, so that whoever stands there sees, hears and feels what works. Stepped by the scan.
    /// </summary>
    /// <remarks>
    /// The chirp is the one exception to everything that mutes: maintenance, a silence, quiet hours. Somebody has asked for it,
    /// and for its fifth of a second the gate is released too, because a sounder that is only believed to work is none. The
    /// heater obeys everything that forces it off (SPEC §10) in every scan of its step.
    /// </remarks>
    public sealed class SelfTestWalk
    {
        /// <summary>Each lamp, and then the beacon, is on for this long, in milliseconds: long enough to be looked for.</summary>
        public const int LampMs = 1000;

        /// <summary>
        /// After each lamp, the beacon and the chirp nothing is on for this long, in milliseconds, so that two that are swapped show.
        /// </summary>
        public const int PauseMs = 500;

        /// <summary>The sounder's chirp, in milliseconds: no rhythm of an alarm begins with so long a pulse.</summary>
        public const int ChirpMs = 200;

        /// <summary>The heater is on for this long, in milliseconds: its current shows on a clamp meter, and nothing gets warm.</summary>
        public const int HeaterMs = 5000;

        private const int Beacon = 3;
        private const int Sounder = 4;
        private const int Heater = 5;
        private const int Over = 6;

        private const string LampNames = "green, amber, red, beacon";
        private const string ForcedOffReasons =
            "none, not fitted, the temperature is unknown, inside , on battery or mains not known yet, a door is open";

        private readonly int[] _pins;
        private readonly SelfTestReport _report;
        private int _step = Over;
        private long _stepSinceMs;
        private string _lamps;
        private HeaterForcedOff _forcedOff;

        /// <summary>Initializes a new instance of the <see cref="SelfTestWalk"/> class.</summary>
        /// <param name="pins">What is fitted.</param>
        /// <param name="report">Receives a line for each part.</param>
        public SelfTestWalk(PinMap pins, SelfTestReport report)
        {
            _pins = new int[] { pins.LampGreen, pins.LampAmber, pins.LampRed, pins.Beacon, pins.Sounder };
            _report = report;
        }

        /// <summary>Gets a value indicating whether something is still to be switched.</summary>
        public bool IsRunning => _step != Over;

        /// <summary>Starts over with the first lamp.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Begin(long nowMs)
        {
            _lamps = string.Empty;
            _step = -1;
            Next(nowMs);
        }

        /// <summary>Gives every output back to the scan, in this very scan.</summary>
        public void End() => _step = Over;

        /// <summary>Goes on and drives what is being tried.</summary>
        /// <param name="forcedOff">What keeps the heater off.</param>
        /// <param name="state">The cabinet's state.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="outputs">The image with what the scan wants; changed where the walk wants something else.</param>
        public void Step(HeaterForcedOff forcedOff, CabinetState state, long nowMs, OutputImage outputs)
        {
            long elapsedMs = nowMs - _stepSinceMs;
            if (_step == Heater)
            {
                _forcedOff = forcedOff;
            }

            if (_step < Heater ? elapsedMs >= OnMs() + PauseMs : forcedOff != HeaterForcedOff.None || elapsedMs >= HeaterMs)
            {
                Tell(state, elapsedMs);
                Next(nowMs);
                elapsedMs = 0;
            }

            if (_step == Heater && forcedOff != HeaterForcedOff.None)
            {
                // Not even for the single scan in which its turn comes.
                _forcedOff = forcedOff;
                Tell(state, 0);
                Next(nowMs);
            }

            Drive(elapsedMs < OnMs(), outputs);
        }

        private int OnMs() => _step == Sounder ? ChirpMs : LampMs;

        private void Next(long nowMs)
        {
            do
            {
                _step++;
                if (_step == Sounder)
                {
                    _report.Add(_lamps.Length == 0 ? "lamps: none fitted" : "lamps: " + _lamps + " switched one after the other, look");
                }
            }
            while (_step < Heater && _pins[_step] < 0 && IsSkipped());

            _stepSinceMs = nowMs;
        }

        private bool IsSkipped()
        {
            if (_step == Sounder)
            {
                _report.Add("sounder: not fitted");
            }

            return true;
        }

        private void Tell(CabinetState state, long elapsedMs)
        {
            if (_step <= Beacon)
            {
                _lamps += (_lamps.Length == 0 ? string.Empty : ", ") + Words.At(LampNames, _step);
            }
            else if (_step == Sounder)
            {
                _report.Add("sounder: chirped once, listen");
            }
            else
            {
                _report.Add("heater: " + HeaterText(state, elapsedMs)
                    + (state.IsHeaterFault ? ", FAILED: heater.fault stands" : string.Empty));
            }
        }

        private string HeaterText(CabinetState state, long elapsedMs)
        {
            if (_forcedOff == HeaterForcedOff.None)
            {
                return "was on for " + (HeaterMs / 1000).ToString() + " s" + (state.IsHeaterFault ? string.Empty : ", ok");
            }

            if (_forcedOff == HeaterForcedOff.NotFitted)
            {
                return Words.At(ForcedOffReasons, (int)_forcedOff);
            }

            return (elapsedMs == 0 ? "not tried, " : "stopped, ") + Words.At(ForcedOffReasons, (int)_forcedOff)
                + (_forcedOff == HeaterForcedOff.TooWarm ? TemperatureText.Of(state.InsideDeciC) + " °C" : string.Empty);
        }

        private void Drive(bool isOn, OutputImage outputs)
        {
            if (_step == Over)
            {
                return;
            }

            if (_step <= Sounder)
            {
                outputs.LampGreen = isOn && _step == 0;
                outputs.LampAmber = isOn && _step == 1;
                outputs.LampRed = isOn && _step == 2;
            }

            switch (_step)
            {
                case Beacon:
                    outputs.Beacon = outputs.Beacon || isOn;
                    break;
                case Sounder:
                    outputs.Sounder = outputs.Sounder || isOn;
                    outputs.SounderInhibit = outputs.SounderInhibit && !isOn;
                    break;
                case Heater:
                    outputs.HeaterOn = true;
                    break;
            }
        }
    }
}
