using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Timing;

namespace AedCabinet.Alarms
{
    /// <summary>
    /// Decides what the sounder and the beacon do (SPEC §9): of everything that has a reason to sound, the one of the
    /// highest priority does, and a lower one never interrupts it.
    /// </summary>
    /// <remarks>
    /// Told of what happened and of what holds, in any order within a scan and before that scan's <see cref="Drive"/>, with one
    /// exception: <see cref="Silence"/> comes before the scan's new emergencies, because it mutes those before it.
    /// A pattern that takes over begins with its first "on" in the same scan.
    /// <para>
    /// Muting (a silence, maintenance) is of the sounder only: the beacon goes on. What is muted keeps its time: a rescue
    /// that began in maintenance sounds for the rest of its minute when maintenance ends within it.
    /// </para>
    /// </remarks>
    public sealed class AlarmArbiter
    {
        private readonly long _rescueMs;
        private readonly long _beaconMs;
        private readonly long _silenceMs;
        private readonly long _silenceMaxMs;
        private readonly long _locateMaxMs;
        private readonly int _quietFromMinute;
        private readonly int _quietUntilMinute;
        private readonly AlarmPattern _leftOpenPattern;
        private readonly AlarmPattern _faultPattern;

        private readonly TimedHold _rescue = new TimedHold();
        private readonly TimedHold _removal = new TimedHold();
        private readonly TimedHold _sos = new TimedHold();
        private readonly TimedHold _locate = new TimedHold();
        private readonly TimedHold _silence = new TimedHold();

        private bool _isRescueNewerThanSilence;
        private bool _beginsAnew;
        private bool _isDoorLeftOpen;
        private bool _isFault;
        private bool _isMaintenance;
        private int _localMinute = LocalTime.Unknown;

        private long _patternSinceMs;
        private bool _hasChirped;
        private long _lastChirpMs;
        private long _flashSinceMs;

        /// <summary>Initializes a new instance of the <see cref="AlarmArbiter"/> class, with nothing to sound.</summary>
        /// <param name="settings">How long and when it sounds.</param>
        public AlarmArbiter(AlarmSettings settings)
        {
            _rescueMs = settings.RescueSeconds * 1000L;
            _beaconMs = settings.BeaconMinutes * 60000L;
            _silenceMs = settings.SilenceMinutes * 60000L;
            _silenceMaxMs = settings.SilenceMaxMinutes * 60000L;
            _locateMaxMs = settings.LocateMaxMinutes * 60000L;
            _quietFromMinute = settings.QuietFromMinute;
            _quietUntilMinute = settings.QuietUntilMinute;
            _leftOpenPattern = AlarmPattern.LeftOpenEvery(settings.LeftOpenBurstSeconds);
            _faultPattern = AlarmPattern.FaultEvery(settings.FaultChirpSeconds);
        }

        /// <summary>Gets what the sounder sounded in the latest <see cref="Drive"/>, pauses of the pattern included.</summary>
        public AlarmPriority Sounding { get; private set; }

        /// <summary>
        /// Gets a value indicating whether the beacon flashed in the latest <see cref="Drive"/>, the dark half of the flash included.
        /// </summary>
        public bool IsBeaconFlashing { get; private set; }

        /// <summary>
        /// A new emergency: the AED's door was opened. The rescue pattern's minute starts anew with its first pulse, whatever
        /// silence was asked for before. Shutting the door ends nothing.
        /// </summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void RescueTriggered(long nowMs)
        {
            _rescue.Start(_rescueMs, nowMs);
            _isRescueNewerThanSilence = true;
            _beginsAnew = true;
        }

        /// <summary>
        /// The AED was taken: <see cref="RescueTriggered"/>, and the beacon flashes until <see cref="RemovalEnded"/> or an hour.
        /// </summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void RemovalStarted(long nowMs)
        {
            RescueTriggered(nowMs);
            _removal.Start(_beaconMs, nowMs);
        }

        /// <summary>The AED is back: the beacon no longer has that reason. The sounder's minute goes on.</summary>
        public void RemovalEnded() => _removal.End();

        /// <summary>
        /// SOS was pressed: <see cref="RescueTriggered"/>, and the beacon flashes until <see cref="SosEnded"/> or an hour.
        /// </summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void SosStarted(long nowMs)
        {
            RescueTriggered(nowMs);
            _sos.Start(_beaconMs, nowMs);
        }

        /// <summary>Somebody has acknowledged the SOS: the beacon no longer has that reason. The sounder's minute goes on.</summary>
        public void SosEnded() => _sos.End();

        /// <summary>Guides somebody to the cabinet, by sounder and beacon.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="durationMs">How long, in milliseconds; more than <see cref="AlarmSettings.LocateMaxMinutes"/> is shortened to
        /// it.</param>
        public void LocateStarted(long nowMs, long durationMs) =>
            _locate.Start(durationMs > _locateMaxMs ? _locateMaxMs : durationMs, nowMs);

        /// <summary>Tells whether a door is left open (<see cref="DoorWatch"/>).</summary>
        /// <param name="isLeftOpen">Whether any is.</param>
        public void SetDoorLeftOpen(bool isLeftOpen) => _isDoorLeftOpen = isLeftOpen;

        /// <summary>Tells whether the cabinet is not ready for a maintenance or urgent reason.</summary>
        /// <param name="isFault">Whether there is such a reason.</param>
        public void SetFault(bool isFault) => _isFault = isFault;

        /// <summary>Tells the mode: maintenance mutes everything, a drill nothing.</summary>
        /// <param name="mode">The mode.</param>
        public void SetMode(OperatingMode mode) => _isMaintenance = mode == OperatingMode.Maintenance;

        /// <summary>Tells the time of day, for the quiet hours of the fault's chirp.</summary>
        /// <param name="localMinute">Minutes since local midnight, or <see cref="LocalTime.Unknown"/>: then no hours are quiet.</param>
        public void SetLocalMinute(int localMinute) => _localMinute = localMinute;

        /// <summary>
        /// Mutes the sounder for a while: what sounds now and what comes, but not an emergency that comes. Asked for again, the
        /// latest counts.
        /// </summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="durationMs">How long, in milliseconds; 0 or less for the default. More than
        /// <see cref="AlarmSettings.SilenceMaxMinutes"/> is shortened to it.</param>
        public void Silence(long nowMs, long durationMs)
        {
            long allowedMs = durationMs <= 0 ? _silenceMs : durationMs > _silenceMaxMs ? _silenceMaxMs : durationMs;
            _silence.Start(allowedMs, nowMs);
            _isRescueNewerThanSilence = false;
        }

        /// <summary>
        /// Whether the firmware holds the gate shut through which the wiring sounds by itself (SPEC §9): in maintenance, and during a
        /// silence except while a newer emergency sounds.
        /// </summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> for inhibited.</returns>
        public bool IsInhibited(long nowMs) =>
            _isMaintenance || (_silence.IsOn(nowMs) && !(_isRescueNewerThanSilence && _rescue.IsOn(nowMs)));

        /// <summary>When an output changes if nothing else does, quiet hours aside.</summary>
        /// <param name="nowMs">Monotonic time of the latest <see cref="Drive"/> in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            long deadlineMs = Deadline.Earlier(_rescue.DeadlineMs(nowMs),
                Deadline.Earlier(_removal.DeadlineMs(nowMs), _sos.DeadlineMs(nowMs)));
            deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(_locate.DeadlineMs(nowMs), _silence.DeadlineMs(nowMs)));
            AlarmPattern pattern = PatternOf(Sounding);
            if (pattern != null)
            {
                deadlineMs = Deadline.Earlier(deadlineMs, nowMs + pattern.ToNextChangeMs(nowMs - _patternSinceMs));
            }

            return IsBeaconFlashing ? Deadline.Earlier(deadlineMs, nowMs + AlarmPattern.Flash.ToNextChangeMs(nowMs - _flashSinceMs))
                : deadlineMs;
        }

        /// <summary>
        /// Gets how many minutes after the beginning of the one last told the quiet hours begin or end, 1 or more;
        /// <see cref="LocalTime.Unknown"/> when the time of day is not known.
        /// </summary>
        public int ToQuietChangeMinutes
        {
            get
            {
                if (_localMinute == LocalTime.Unknown)
                {
                    return LocalTime.Unknown;
                }

                int toFrom = LocalTime.MinutesUntil(_localMinute, _quietFromMinute);
                int toUntil = LocalTime.MinutesUntil(_localMinute, _quietUntilMinute);
                return toFrom < toUntil ? toFrom : toUntil;
            }
        }

        /// <summary>Drives sounder, gate and beacon for this scan.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="outputs">The image to write; the lamps and what doesn't alarm are left as they are.</param>
        public void Drive(long nowMs, OutputImage outputs)
        {
            outputs.SounderInhibit = IsInhibited(nowMs);
            DriveSounder(outputs.SounderInhibit ? AlarmPriority.None : Highest(nowMs), nowMs, outputs);
            DriveBeacon(nowMs, outputs);
            _beginsAnew = false;
        }

        private AlarmPriority Highest(long nowMs) =>
            _rescue.IsOn(nowMs) ? AlarmPriority.Rescue
            : _locate.IsOn(nowMs) ? AlarmPriority.Locate
            : _isDoorLeftOpen ? AlarmPriority.LeftOpen
            : _isFault && !IsQuietHour() ? AlarmPriority.Fault
            : AlarmPriority.None;

        private void DriveSounder(AlarmPriority audible, long nowMs, OutputImage outputs)
        {
            if (audible != Sounding || (_beginsAnew && audible == AlarmPriority.Rescue))
            {
                // A fault that comes and goes, or was interrupted, chirps no more often than one that stays.
                bool keepsRhythm = audible == AlarmPriority.Fault && _hasChirped && nowMs - _lastChirpMs < _faultPattern.PeriodMs;
                _patternSinceMs = keepsRhythm ? _lastChirpMs : nowMs;
                Sounding = audible;
            }

            if (audible == AlarmPriority.Fault)
            {
                _hasChirped = true;
                _lastChirpMs = nowMs - ((nowMs - _patternSinceMs) % _faultPattern.PeriodMs);
            }

            AlarmPattern pattern = PatternOf(audible);
            outputs.Sounder = pattern != null && pattern.IsOnAt(nowMs - _patternSinceMs);
        }

        private void DriveBeacon(long nowMs, OutputImage outputs)
        {
            bool isFlashing = _rescue.IsOn(nowMs) || _locate.IsOn(nowMs) || _removal.IsOn(nowMs) || _sos.IsOn(nowMs);
            if (isFlashing && (!IsBeaconFlashing || _beginsAnew))
            {
                _flashSinceMs = nowMs;
            }

            IsBeaconFlashing = isFlashing;
            outputs.Beacon = isFlashing && AlarmPattern.Flash.IsOnAt(nowMs - _flashSinceMs);
        }

        private AlarmPattern PatternOf(AlarmPriority priority) =>
            priority == AlarmPriority.Rescue ? AlarmPattern.Rescue
            : priority == AlarmPriority.Locate ? AlarmPattern.Locate
            : priority == AlarmPriority.LeftOpen ? _leftOpenPattern
            : priority == AlarmPriority.Fault ? _faultPattern
            : null;

        private bool IsQuietHour()
        {
            if (_localMinute == LocalTime.Unknown)
            {
                return false;
            }

            bool isAfterFrom = _localMinute >= _quietFromMinute;
            bool isBeforeUntil = _localMinute < _quietUntilMinute;
            return _quietFromMinute <= _quietUntilMinute ? isAfterFrom && isBeforeUntil : isAfterFrom || isBeforeUntil;
        }
    }
}
