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
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Temperature;
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

        // The parts of a scan in their order; 3 to 9 are the senses. One that throws is left out, the others go on.
        private const string PartNames =
            "scan, commands, indicator, doors, case, service, probe, indicator, mains, battery, events, care, heater, fan, self-test, state, alarm, lamps, link, indicator, memory, state";

        // Before the others, in the first scan only.
        private const int BeginPart = -2;
        private const int RestorePart = -1;
        private const int HeldPart = 0;
        private const int RequestsPart = 1;
        private const int LearningPart = 2;
        private const int EventsPart = 10;
        private const int CarePart = 11;
        private const int ClimatePart = 12;
        private const int FanPart = 13;
        private const int ServicePart = 14;
        private const int PicturePart = 15;
        private const int AlarmPart = 16;
        private const int OutputsPart = 17;
        private const int HandshakePart = 18;
        private const int LightsPart = 19;
        private const int MemoryPart = 20;
        private const int TellPart = 21;
        private const int Parts = 22;
        private const int EssentialParts =
            (1 << BeginPart) | (1 << RestorePart) | (1 << TellPart) | (1 << RequestsPart) | (1 << SensorJudgement.Contacts) | (1 << EventsPart) | (1 << PicturePart) | (1 << AlarmPart) | (1 << MemoryPart);

        private readonly CabinetConfiguration _configuration;
        private readonly SensorJudgement _senses;
        private readonly SenseReporter _reporter;
        private readonly EventEmitter _emitter;
        private readonly ModeControl _mode;
        private readonly OpenEmergencies _emergencies;
        private readonly InspectionSchedule _care;
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
        private int _seenContacts;
        private int _seenBatteryMv;
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
            _care = new InspectionSchedule(configuration);
            _climate = new ClimateControl(configuration.Climate);
            _alarm = new AlarmArbiter(configuration.Alarm);
            _lamps = new Lamps(configuration.Alarm, configuration.Fault);
            _learning = new LearnSession(configuration.IndicatorProfile, configuration.Indicator);
            _disturbance = new DisturbanceWatch(configuration.Kind);
            _lock = new LockControl(configuration.Lock);
            _selfTest = new SelfTestControl(configuration, exchange, _emitter);
            _exchange = exchange;
            _picture = new StatePicture(configuration, _senses, _emergencies, _care, _climate, _mode);
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

                long deadlineMs = Deadline.Earlier(_senses.DeadlineMs(_nowMs), Deadline.Earlier(_climate.DeadlineMs, _alarm.DeadlineMs(_nowMs)));
                deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(_lamps.DeadlineMs(_nowMs), _lock.DeadlineMs(_nowMs)));
                deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(_care.DeadlineMs(_unixMs, _nowMs), QuietDeadlineMs()));
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
        /// Gets until when no scan would change anything if the inputs stay as they are, in monotonic milliseconds; not above the time of the
        /// latest scan when that is not known.
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
                int contacts = inputs.ContactBits();
                if (contacts == _seenContacts && inputs.BatteryMv == _seenBatteryMv && outputs == _driven && IsQuiet(inputs, nowMs))
                {
                    _heldUntilMs = nowMs;
                    return false;
                }

                _seenContacts = contacts;
                _seenBatteryMv = inputs.BatteryMv;
                _driven = outputs;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // Which part can't say when it is due is not known; each scan judges everything then.
            }

            _quietUntilMs = Unknown;
            return Judge(inputs, nowMs, outputs);
        }

        /// <summary>Runs one scan and judges everything anew, whether anything changed or not: what <see cref="Step"/> is measured against.</summary>
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

            // Off, and the lock open, unless their part says otherwise: it may be one that has failed.
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

        /// <summary>The scans up to a time were left out, because each would have found the inputs of the latest one and <see cref="NextDeadlineMs"/> had not come.</summary>
        /// <param name="untilMs">Monotonic time of the last scan left out, in milliseconds.</param>
        public void Hold(long untilMs)
        {
            _heldUntilMs = 0;
            _senses.Hold(untilMs);
            _climate.Hold(untilMs);
        }

        // An optional part can't end the scan by throwing (SPEC §3). One without which there is no alarm ends it and restarts the board,
        // which may mend it; in safe mode, where it has not, the others go on.
        private bool MayLeaveOut(int part, Exception exception) =>
            !(exception is OutOfMemoryException) && (_configuration.IsSafeMode || (EssentialParts & (1 << part)) == 0);

        // Whether there is something new to report, the last part says.
        private bool Judge(int part, InputImage inputs, long nowMs, OutputImage outputs)
        {
            switch (part)
            {
                case BeginPart:
                    _emitter.Emit(EventKind.BootStarted, "\"firmware\":\"" + FirmwareVersion.Text + "\"" + _exchange.StartData, nowMs);
                    break;
                case RestorePart:
                    Restore(inputs, nowMs);
                    break;
                case HeldPart:
                    if (_heldUntilMs > _nowMs)
                    {
                        Hold(_heldUntilMs);
                    }

                    break;
                case RequestsPart:
                    _mode.Update(nowMs);
                    ReportMode(nowMs);
                    NoteClockAndLink(inputs, nowMs);
                    TakeNotices(nowMs);
                    TakeRequests(inputs, nowMs);
                    break;
                case LearningPart:
                    _learning.Observe(inputs, nowMs);
                    break;
                case EventsPart:
                    _emergencies.Update(_senses, _mode.Mode, _mode.IsSosExercised, nowMs);
                    _reporter.Report(_mode.IsSosExercised, nowMs);
                    ReportMissingAfterMode(nowMs);
                    break;
                case CarePart:
                    _climate.NoteDay(LocalTime.DayOf(inputs.UnixMs, _configuration.Clock.UtcOffsetMinutes));
                    _care.Update(inputs.UnixMs, _emitter, nowMs);
                    break;
                case ClimatePart:
                    _climate.Update(_senses, nowMs);
                    outputs.HeaterOn = _climate.IsHeaterOn;
                    break;
                case FanPart:
                    _climate.Watch(_senses, _emitter, LocalTime.IsNight(inputs.UnixMs, _configuration.Clock.UtcOffsetMinutes), nowMs);
                    outputs.FanOn = _climate.IsFanOn;
                    break;
                case ServicePart:
                    if (_learning.Report(_emitter, nowMs, out string learnFailure))
                    {
                        _exchange.Outcomes.Add(CabinetRequest.LearnIndicator, learnFailure);
                    }

                    TakeServiceButton(nowMs);
                    break;
                case PicturePart:
                    _picture.Take(_state, inputs, nowMs);
                    _state.Reasons |= (_senses.HasFailed(CarePart) ? 1 << (int)ReadinessReason.InspectionDue : 0)
                        | (_senses.HasFailed(ClimatePart) ? 1 << (int)ReadinessReason.HeaterFault : 0);
                    break;
                case AlarmPart:
                    Alarm(inputs, nowMs, outputs);
                    break;
                case OutputsPart:
                    DriveOthers(inputs, nowMs, outputs);
                    break;
                case HandshakePart:
                    GateHandshake(inputs, nowMs, outputs);
                    break;
                case LightsPart:
                    NoteOwnLights(outputs, nowMs);
                    break;
                case MemoryPart:
                    PostMemoryIfChanged();
                    break;
                case TellPart:
                    // Every event changes the state too, by its number. One whose picture can't be taken is not ready.
                    _state.LastSeq = _emitter.LastSeq;
                    _state.Reasons |= _senses.HasFailed(PicturePart) ? 1 << (int)ReadinessReason.TemperatureUnknown : 0;
                    return _exchange.States.PostIfWorthTelling(_state);
                default:
                    _senses.Update(part, inputs, nowMs);
                    break;
            }

            return false;
        }

        // Where the alarm's own judgement fails in safe mode, the door's contact sounds as it is.
        private void StandIn(InputImage inputs, OutputImage outputs)
        {
            if ((_senses.HasFailed(SensorJudgement.Contacts) || _senses.HasFailed(AlarmPart)) && _configuration.Kind != CabinetKind.Kit)
            {
                outputs.Sounder = inputs.AedDoorContactOpen;
                outputs.Beacon = inputs.AedDoorContactOpen;
                outputs.SounderInhibit = false;
            }
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

        private void ReportMode(long nowMs)
        {
            // The end of a drill is still part of it, and so is its beginning.
            if (_mode.Ended == OperatingMode.Drill || _mode.Ended == OperatingMode.Maintenance)
            {
                _emitter.Emit(_mode.Ended == OperatingMode.Drill ? EventKind.DrillEnded : EventKind.MaintenanceEnded, null, nowMs);
            }

            _emitter.Mode = _mode.Mode;
            if (_mode.Started == OperatingMode.Drill || _mode.Started == OperatingMode.Maintenance)
            {
                string data = _mode.IsSosExercised ? "\"sos\":true" : null;
                _emitter.Emit(_mode.Started == OperatingMode.Drill ? EventKind.DrillStarted : EventKind.MaintenanceStarted, data, nowMs);
            }
        }

        // What is restored first must be, for the alarm; what can't be is not written over (SPEC §12).
        private void Restore(InputImage inputs, long nowMs)
        {
            _exchange.Memories.Read(_memory);
            _memory.CopyTo(_kept);
            _senses.Restore(_memory.Standing, _exchange.WakeCause);
            _emergencies.Restore(_memory);
            ResumeAlarm(inputs, nowMs);
            _care.Restore(_memory);
        }

        // A removal that nobody has answered yet was told before the restart and is not told again; but it sounds and flashes on.
        private void ResumeAlarm(InputImage inputs, long nowMs)
        {
            AedCompartment aed = _senses.Aed;
            bool isStillAway = aed.Presence == Presence.NotFitted
                ? aed.Door.Value && inputs.AedDoorContactOpen
                : aed.Presence == Presence.Absent && !inputs.AedPresenceContactClosed;
            if (_emergencies.IsRemovalOpen && isStillAway)
            {
                _alarm.RemovalStarted(nowMs);
            }
        }

        // An AED that is still away when a drill or maintenance is over was forgotten: that must fail towards alerting (SPEC §8).
        private void ReportMissingAfterMode(long nowMs)
        {
            bool isOver = _mode.Mode == OperatingMode.Normal && (_mode.Ended == OperatingMode.Drill || _mode.Ended == OperatingMode.Maintenance);
            if (isOver && _senses.Aed.Presence == Presence.Absent && !_senses.Aed.PresenceContact.Changed)
            {
                _emergencies.Miss();
                _emitter.Emit(EventKind.AedMissing, null, nowMs);
            }
        }

        private void NoteClockAndLink(InputImage inputs, long nowMs)
        {
            if (inputs.UnixMs >= 0 && !_isClockKnown)
            {
                _emitter.Emit(EventKind.ClockSynced, null, nowMs);
            }

            _isClockKnown = inputs.UnixMs >= 0;
            if (inputs.IsOnline && !_wasOnline)
            {
                // The first link of a boot is no news: boot.started says it.
                if (_hasBeenOnline)
                {
                    _emitter.Emit(EventKind.LinkRestored, null, nowMs);
                }

                _hasBeenOnline = true;
            }

            _wasOnline = inputs.IsOnline;
        }

        private void TakeNotices(long nowMs)
        {
            while (_exchange.Notices.TryTake(out Notice notice))
            {
                _emitter.Emit(notice.Kind, notice.Data, nowMs);
                _state.IsStorageFault = notice.Kind == EventKind.StorageFault || (_state.IsStorageFault && notice.Kind != EventKind.StorageOk);
            }
        }

        private void TakeRequests(InputImage inputs, long nowMs)
        {
            while (_exchange.Requests.TryTake(out CabinetRequest request, out long durationMs))
            {
                switch (request)
                {
                    case CabinetRequest.Locate:
                        _alarm.LocateStarted(nowMs, durationMs);
                        break;
                    case CabinetRequest.Silence:
                        _alarm.Silence(nowMs, durationMs);
                        break;
                    case CabinetRequest.StartDrill:
                    case CabinetRequest.StartSosDrill:
                        _mode.TryStart(OperatingMode.Drill, durationMs, request == CabinetRequest.StartSosDrill, nowMs);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.EndDrill:
                        _mode.TryEnd(OperatingMode.Drill);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.StartMaintenance:
                        _mode.TryStart(OperatingMode.Maintenance, durationMs, false, nowMs);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.EndMaintenance:
                        _mode.TryEnd(OperatingMode.Maintenance);
                        ReportMode(nowMs);
                        break;
                    case CabinetRequest.Acknowledge:
                        _emergencies.Acknowledge((int)durationMs);
                        if (!_emergencies.IsSosOpen)
                        {
                            _alarm.SosEnded();
                        }

                        break;
                    case CabinetRequest.Inspect:
                        _emergencies.Inspect(_senses.Aed.Presence == Presence.Absent, nowMs);
                        _care.Inspect(inputs.UnixMs);
                        _senses.Temperature.ForgetExposure(nowMs);
                        _alarm.SosEnded();
                        _emitter.Emit(EventKind.InspectionDone, null, nowMs);
                        break;
                    case CabinetRequest.SelfTest:
                        _selfTest.Ask(true, _state, nowMs);
                        break;
                    case CabinetRequest.Unlock:
                        _lock.Unlock(durationMs, nowMs);
                        break;
                    default:
                        _learning.Start(_ownLights, nowMs);
                        break;
                }
            }
        }

        private void TakeServiceButton(long nowMs)
        {
            if (_senses.Service.ShortPress)
            {
                _alarm.Silence(nowMs, 0);
                _exchange.Survey.Ask();
            }

            if (_senses.Service.LongPress)
            {
                _selfTest.Ask(false, _state, nowMs);
            }
        }

        private void Alarm(InputImage inputs, long nowMs, OutputImage outputs)
        {
            if (OpenEmergencies.WasRemoved(_senses.Aed))
            {
                _alarm.RemovalStarted(nowMs);
            }
            else if (_senses.Aed.Door.Changed && _senses.Aed.Door.Value)
            {
                _alarm.RescueTriggered(nowMs);
            }

            if (_senses.Aed.PresenceContact.Changed && _senses.Aed.PresenceContact.Value)
            {
                _alarm.RemovalEnded();
            }

            // In a drill of which SOS is a part, one that is held is a new emergency too.
            if (_senses.Sos.Pressed || OpenEmergencies.IsSos(_senses.Sos, _mode.Mode, _mode.IsSosExercised))
            {
                _alarm.SosStarted(nowMs);
            }

            _alarm.SetMode(_state.Mode);
            _alarm.SetDoorLeftOpen(_state.IsDoorLeftOpen);
            _alarm.SetFault(_state.Reasons != 0 && nowMs - _startedMs >= FaultGraceMs);
            _alarm.SetLocalMinute(LocalTime.MinuteOf(inputs.UnixMs, _configuration.Clock.UtcOffsetMinutes));
            _alarm.Drive(nowMs, outputs);
            _exchange.Alarm.Note(_alarm.Sounding, _alarm.IsBeaconFlashing);
        }

        private void DriveOthers(InputImage inputs, long nowMs, OutputImage outputs)
        {
            _lamps.Drive(_state.Reasons == 0, (_state.Reasons & Readiness.UrgentReasons) != 0, inputs.IsOnline, nowMs, outputs);
            bool isRescue = _state.IsRemovalOpen || _state.IsSosOpen || _state.IsKitOpeningOpen || _state.IsAedDoorOpen;
            outputs.LockRelease = _lock.IsReleased(inputs.IsOnline, _state.Mode, isRescue, nowMs);
            _selfTest.Step(_senses, _state, _climate.ForcedOff, inputs.IsOnline, nowMs, outputs);
        }

        // The thermostat judges on by itself and keeps its times; only what the pins are given differs.
        private void GateHandshake(InputImage inputs, long nowMs, OutputImage outputs)
        {
            bool isRescueSounding = _alarm.Sounding == AlarmPriority.Rescue;
            int picture = (isRescueSounding ? 1 : 0) + (_alarm.IsBeaconFlashing ? 2 : 0);
            if (_exchange.Handshake.Judge(_disturbance.Update(inputs, _senses), picture, nowMs))
            {
                outputs.SetSafeToFreeze(isRescueSounding, _alarm.IsBeaconFlashing);
            }
        }

        // They blink like an AED's: what of them reaches the sensors is told apart by when they change.
        private void NoteOwnLights(OutputImage outputs, long nowMs)
        {
            int lit = (outputs.Beacon ? 1 : 0) | (outputs.LampGreen ? 2 : 0) | (outputs.LampAmber ? 4 : 0) | (outputs.LampRed ? 8 : 0);
            if (lit != _ownLights)
            {
                _ownLights = lit;
                _senses.Indicator.NoteOwnLights(lit, nowMs);
                _learning.NoteOwnLights(lit, nowMs);
            }
        }

        private void PostMemoryIfChanged()
        {
            if (_senses.HasFailed(RestorePart))
            {
                return;
            }

            // After the events of this scan: a memory must never reach flash before the event it comes from.
            _emergencies.Remember(_memory);
            _care.Remember(_memory);
            _memory.Standing |= _senses.Temperature.ExposureSteps << TemperatureWatch.ExposureShift;
            if (!_memory.IsSameAs(_kept))
            {
                _memory.CopyTo(_kept);
                _exchange.Memories.Post(_memory);
            }
        }
    }
}
