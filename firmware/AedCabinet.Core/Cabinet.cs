using System;
using AedCabinet.Alarms;
using AedCabinet.Climate;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Inputs;
using AedCabinet.Inspection;
using AedCabinet.Judgement;
using AedCabinet.Learning;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Timing;

namespace AedCabinet
{
    /// <summary>
    /// The cabinet's judgement, one scan at a time: input image → senses → state → outputs and events (SPEC §3).
    /// </summary>
    /// <remarks>
    /// Reads no clock, pin, file or socket and blocks nowhere: the same calls give the same outputs and events on the
    /// device, on a desktop and in a replay. A scan in which nothing happens allocates nothing. Not thread-safe: one
    /// control thread owns it and meets the others through <see cref="ScanExchange"/>.
    /// </remarks>
    public sealed partial class Cabinet
    {
        /// <summary>How often <see cref="Step"/> is to be called, in milliseconds (SPEC §3, fixed).</summary>
        public const int ScanPeriodMs = InputImage.PeriodMs;

        // After a start nothing is known of the AED and the temperature yet; that is no fault to chirp about.
        private const int FaultGraceMs = 120000;

        // The time of day and the monotonic time come from two clocks that are read one after the other.
        private const int ClockJitterMs = 100;
        private const long Unknown = -1;

        private readonly CabinetConfiguration _configuration;
        private readonly SensorJudgement _senses;
        private readonly SenseReporter _reporter;
        private readonly EventEmitter _emitter;
        private readonly ModeControl _mode;
        private readonly OpenEmergencies _emergencies;
        private readonly InspectionSchedule _inspections;
        private readonly ClimateControl _climate;
        private readonly AlarmArbiter _alarm;
        private readonly Lamps _lamps;
        private readonly LearnSession _learning;
        private readonly LockControl _lock;
        private readonly SelfTestControl _selfTest;
        private readonly DisturbanceWatch _disturbance;
        private readonly ScanExchange _exchange;
        private readonly StatePicture _picture;
        private readonly CabinetState _state = new CabinetState();
        private OutputImage _driven;
        private int _seenLevels;
        private long _quietUntilMs = Unknown;
        private long _heldUntilMs;
        private readonly PersistentState _memory = new PersistentState();
        private readonly PersistentState _kept = new PersistentState();
        private bool _hasStarted;
        private long _startedMs;
        private long _nowMs;
        private long _unixMs;
        private bool _isClockKnown;
        private bool _wasOnline;
        private bool _hasBeenOnline;
        private int _ownLights;

        /// <summary>Initializes a new instance of the <see cref="Cabinet"/> class.</summary>
        /// <param name="configuration">Its settings; not changed afterwards.</param>
        /// <param name="boot">The number of this boot, 1 or more, never used before by this cabinet.</param>
        /// <param name="exchange">Where it meets the other threads.</param>
        public Cabinet(CabinetConfiguration configuration, int boot, ScanExchange exchange)
        {
            _configuration = configuration;
            _emitter = new EventEmitter(exchange.Events, boot);
            _senses = new SensorJudgement(configuration);
            _emergencies = new OpenEmergencies(configuration);
            _reporter = new SenseReporter(_senses, _emergencies, configuration.KitOpenedSeverity, _emitter);
            _mode = new ModeControl(configuration.Modes, configuration.IsCommissioned);
            _inspections = new InspectionSchedule(configuration);
            _climate = new ClimateControl(configuration.Climate);
            _alarm = new AlarmArbiter(configuration.Alarm);
            _lamps = new Lamps(configuration.Alarm, configuration.Fault);
            _learning = new LearnSession(configuration.IndicatorProfile, configuration.Indicator);
            _disturbance = new DisturbanceWatch(configuration.Kind);
            _lock = new LockControl(configuration.Lock);
            _selfTest = new SelfTestControl(configuration, exchange, _emitter);
            _exchange = exchange;
            _picture = new StatePicture(configuration, _senses, _emergencies, _inspections, _climate, _mode);
            _emitter.Mode = _mode.Mode;
        }

        /// <summary>
        /// Gets when a scan is needed next, in monotonic milliseconds, if the inputs stay as they were in the latest one, the time of
        /// day going on with the monotonic time; a time that has passed is the next scan's. The scans before it would change no output,
        /// state or event: whoever lives in virtual time may leave them out and says so by <see cref="Hold"/> before the next scan.
        /// </summary>
        public long NextDeadlineMs
        {
            get
            {
                if (!_hasStarted || _learning.IsUnderWay || _selfTest.IsRunning || _exchange.NeedsScan)
                {
                    return _nowMs;
                }

                long deadlineMs = Deadline.Earlier(_senses.DeadlineMs(_nowMs),
                    Deadline.Earlier(_climate.DeadlineMs, _alarm.DeadlineMs(_nowMs)));
                deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(_lamps.DeadlineMs(_nowMs), _lock.DeadlineMs(_nowMs)));
                deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(_inspections.DeadlineMs(_unixMs, _nowMs), QuietDeadlineMs()));
                deadlineMs = Deadline.Earlier(deadlineMs, _emergencies.DeadlineMs);
                if (_mode.EndsAtMs > 0)
                {
                    deadlineMs = Deadline.Earlier(deadlineMs, _mode.EndsAtMs);
                }

                bool isGrace = _nowMs - _startedMs < FaultGraceMs;
                return isGrace ? Deadline.Earlier(deadlineMs, _startedMs + FaultGraceMs) : deadlineMs;
            }
        }

        /// <summary>
        /// Gets until when no scan would change anything if the inputs stay as they are, in monotonic milliseconds; not above the time of
        /// the latest scan when that is not known.
        /// </summary>
        public long QuietUntilMs => _quietUntilMs;

        /// <summary>
        /// Runs one scan. One that finds the inputs of the scan before, with nothing due and nobody asking, would change nothing: it
        /// ends at once, because judging everything anew takes a third of the scan's time on the device.
        /// </summary>
        /// <param name="inputs">What the pins say; only read.</param>
        /// <param name="nowMs">Monotonic time in milliseconds, never less than in the call before.</param>
        /// <param name="outputs">Receives what the pins are to be; the same image in every scan, which nobody else writes.</param>
        /// <returns><c>true</c> when there is something new to report.</returns>
        public bool Step(InputImage inputs, long nowMs, OutputImage outputs)
        {
            try
            {
                int levels = inputs.Levels();
                if (levels == _seenLevels && outputs == _driven && IsQuiet(inputs, nowMs))
                {
                    _heldUntilMs = nowMs;
                    return false;
                }

                _seenLevels = levels;
                _driven = outputs;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // It is not known which part failed to say when it is due: each scan then judges everything.
            }

            _quietUntilMs = Unknown;
            return Judge(inputs, nowMs, outputs);
        }

        /// <summary>
        /// Runs one scan and judges everything anew, whether anything changed or not: what <see cref="Step"/> is measured against.
        /// </summary>
        /// <param name="inputs">What the pins say; only read.</param>
        /// <param name="nowMs">Monotonic time in milliseconds, never less than in the call before.</param>
        /// <param name="outputs">Receives what the pins are to be; every member is written.</param>
        /// <returns><c>true</c> when there is something new to report.</returns>
        public bool Judge(InputImage inputs, long nowMs, OutputImage outputs)
        {
            int part = HeldPart;
            bool hasNews = false;
            if (!_hasStarted)
            {
                _hasStarted = true;
                _startedMs = nowMs;
                part = BeginPart;
            }

            // Heater and fan off and the lock open unless their parts say otherwise: these may have failed.
            outputs.HeaterOn = false;
            outputs.FanOn = false;
            outputs.LockRelease = true;
            for (; part < Parts; part++)
            {
                if (_senses.HasFailed(part))
                {
                    continue;
                }

                try
                {
                    hasNews = Judge(part, inputs, nowMs, outputs);
                }
                catch (Exception exception) when (MayLeaveOut(part, exception))
                {
                    _senses.LeaveOut(part);
                    _exchange.Notices.TellFailed(Words.At(PartNames, part), exception);
                }
            }

            StandIn(inputs, outputs);
            _nowMs = nowMs;
            _unixMs = inputs.UnixMs;
            return hasNews;
        }

        /// <summary>
        /// The scans up to a time were left out, because each would have found the inputs of the latest one and
        /// <see cref="NextDeadlineMs"/> had not come.
        /// </summary>
        /// <param name="untilMs">Monotonic time of the last scan left out, in milliseconds.</param>
        public void Hold(long untilMs)
        {
            _heldUntilMs = 0;
            _senses.Hold(untilMs);
            _climate.Hold(untilMs);
        }

        private bool IsQuiet(InputImage inputs, long nowMs)
        {
            if (inputs.HasNews || _exchange.NeedsScan)
            {
                return false;
            }

            if (inputs.UnixMs >= 0)
            {
                long driftMs = inputs.UnixMs - _unixMs - (nowMs - _nowMs);
                if (driftMs > ClockJitterMs || driftMs < -ClockJitterMs)
                {
                    return false;
                }
            }

            if (_quietUntilMs == Unknown)
            {
                _quietUntilMs = NextDeadlineMs;
            }

            return nowMs < _quietUntilMs;
        }

        private long QuietDeadlineMs()
        {
            int minutes = _alarm.ToQuietChangeMinutes;
            return minutes == LocalTime.Unknown ? Deadline.Never : _nowMs + LocalTime.UntilMinuteMs(_unixMs, minutes);
        }
    }
}
