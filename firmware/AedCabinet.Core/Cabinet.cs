namespace AedCabinet
{
    /// <summary>
    /// The cabinet's judgement, one scan at a time: input image → state → outputs and events (SPEC §3).
    /// </summary>
    /// <remarks>
    /// Reads no clock, pin, file or socket and blocks nowhere: the same calls give the same outputs and events on the
    /// device, on a desktop and in a replay. A scan in which nothing happens allocates nothing. Not thread-safe: one
    /// control thread owns it and meets the others through <see cref="EventQueue"/> and <see cref="StateMailbox"/>.
    /// </remarks>
    public sealed class Cabinet
    {
        /// <summary>How often <see cref="Step"/> is to be called, in milliseconds (SPEC §3, fixed).</summary>
        public const int ScanPeriodMs = 20;

        private const string AedCompartmentData = "\"compartment\":\"aed\"";

        private readonly AedCompartment _aed;
        private readonly RescueAlarm _rescue;
        private readonly EventQueue _events;
        private readonly StateMailbox _mailbox;
        private readonly int _boot;
        private readonly CabinetState _state = new CabinetState();
        private readonly CabinetState _posted = new CabinetState();
        private bool _hasStarted;
        private bool _hasPosted;

        /// <summary>Initializes a new instance of the <see cref="Cabinet"/> class.</summary>
        /// <param name="configuration">Its settings; not changed afterwards.</param>
        /// <param name="boot">The number of this boot, 1 or more, never used before by this cabinet.</param>
        /// <param name="events">Receives its events.</param>
        /// <param name="mailbox">Receives its state whenever it changes.</param>
        public Cabinet(CabinetConfiguration configuration, int boot, EventQueue events, StateMailbox mailbox)
        {
            _aed = new AedCompartment(configuration.Door, configuration.Presence);
            _rescue = new RescueAlarm(configuration.Alarm);
            _events = events;
            _mailbox = mailbox;
            _boot = boot;
            _state.Mode = configuration.IsCommissioned ? OperatingMode.Normal : OperatingMode.NotCommissioned;
        }

        /// <summary>Runs one scan.</summary>
        /// <param name="inputs">What the pins say; only read.</param>
        /// <param name="nowMs">Monotonic time in milliseconds, never less than in the call before.</param>
        /// <param name="outputs">Receives what the pins are to be; every member is written.</param>
        /// <returns><c>true</c> when there is something new to report.</returns>
        public bool Step(InputImage inputs, long nowMs, OutputImage outputs)
        {
            if (!_hasStarted)
            {
                _hasStarted = true;
                Emit(EventKind.BootStarted, nowMs, null);
            }

            _aed.Update(inputs, nowMs);
            JudgeDoor(nowMs);
            JudgePresence(nowMs);

            _state.IsAedDoorOpen = _aed.IsDoorOpen;
            _state.Aed = _aed.Presence;
            _state.Reasons = Readiness.ReasonsOf(_state);
            _rescue.Drive(nowMs, outputs);
            return PostStateIfChanged();
        }

        private void JudgeDoor(long nowMs)
        {
            if (!_aed.DoorChanged)
            {
                return;
            }

            if (!_aed.IsDoorOpen)
            {
                Emit(EventKind.DoorClosed, nowMs, AedCompartmentData);
                return;
            }

            Emit(EventKind.DoorOpened, nowMs, AedCompartmentData);
            _rescue.DoorOpened(nowMs);
            if (_aed.Presence == Presence.NotFitted)
            {
                OpenRemoval(nowMs);
            }
        }

        private void JudgePresence(long nowMs)
        {
            if (!_aed.PresenceChanged)
            {
                return;
            }

            if (_aed.Presence == Presence.Present)
            {
                Emit(EventKind.AedReturned, nowMs, null);
                _rescue.AedReturned();
            }
            else if (_aed.LeftThroughOpenDoor)
            {
                OpenRemoval(nowMs);
            }
            else
            {
                Emit(EventKind.AedMissing, nowMs, null);
            }
        }

        private void OpenRemoval(long nowMs)
        {
            Emit(EventKind.AedRemoved, nowMs, null);
            _rescue.AedRemoved(nowMs);
            _state.IsRemovalOpen = true;
        }

        private void Emit(EventKind kind, long nowMs, string data)
        {
            _state.LastSeq++;
            _events.Add(new CabinetEvent(kind, EventCatalog.SeverityOf(kind), _boot, _state.LastSeq, nowMs, data));
        }

        private bool PostStateIfChanged()
        {
            // Every event changes the state too, by its number.
            if (_hasPosted && _state.IsSameAs(_posted))
            {
                return false;
            }

            _hasPosted = true;
            _state.CopyTo(_posted);
            _mailbox.Post(_state);
            return true;
        }
    }
}
