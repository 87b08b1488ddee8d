using AedCabinet.Flash;
using AedCabinet.Indicator;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.State
{
    /// <summary>
    /// The emergencies that nobody has closed yet, and whether the AED must be inspected before it is relied on again
    /// (SPEC §6, §9). The worst complaint of the field is an AED stolen and nobody told: shutting the door closes nothing.
    /// </summary>
    /// <remarks>
    /// What was told and still stands is kept over restarts (SPEC §7): an AED that is still away, a kit's door that still is open
    /// is no new emergency. What was told less loudly, in a drill or in maintenance, doesn't stand: a restart ends both, and
    /// forgetting must fail towards alerting.
    /// </remarks>
    public sealed class OpenEmergencies
    {
        /// <summary>The bit of a removal in <see cref="Opened"/>.</summary>
        public const int Removal = 1;

        /// <summary>The bit of an SOS in <see cref="Opened"/>.</summary>
        public const int Sos = 2;

        /// <summary>The bit of an opened kit in <see cref="Opened"/>.</summary>
        public const int KitOpening = 4;

        /// <summary>The bit of an inspection that is needed, in <see cref="PersistentState.Open"/>.</summary>
        public const int Inspection = 8;

        /// <summary>The bits of all that can be in <see cref="Opened"/>.</summary>
        public const int AllOpened = Removal | Sos | KitOpening;

        private const int TemperatureFault = 16;
        private const int StandingMask = 31 | PersistentState.ContactsOpen;
        private const int WasFault = 32;

        // Ten minutes of fault are one step in the memory: flash is not written each minute.
        private const int FaultShift = 8;
        private const int FaultMask = 255;
        private const int FaultStepMinutes = 10;
        private const long MinuteMs = 60000;

        private readonly CabinetConfiguration _configuration;
        private int _open;
        private int _standing;
        private long _faultMs;
        private long _lastMs;

        /// <summary>Initializes a new instance of the <see cref="OpenEmergencies"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        public OpenEmergencies(CabinetConfiguration configuration)
        {
            _configuration = configuration;
        }

        /// <summary>Gets a value indicating whether a removal of the AED is open.</summary>
        public bool IsRemovalOpen => (_open & Removal) != 0;

        /// <summary>Gets a value indicating whether an SOS is open.</summary>
        public bool IsSosOpen => (_open & Sos) != 0;

        /// <summary>Gets a value indicating whether an opened kit is open.</summary>
        public bool IsKitOpeningOpen => (_open & KitOpening) != 0;

        /// <summary>
        /// Gets a value indicating whether the AED was taken, or its fault went away by itself, and nobody has inspected it since.
        /// </summary>
        public bool NeedsInspection => (_open & Inspection) != 0;

        /// <summary>
        /// Gets which emergencies newly opened in this scan: bits <see cref="Removal"/>, <see cref="Sos"/> and <see cref="KitOpening"/>.
        /// </summary>
        public int Opened { get; private set; }

        /// <summary>Gets what was told and still stands: the bits above, and how long the AED has been at fault.</summary>
        public int Standing
        {
            get
            {
                int minutes = _configuration.Indicator.InspectAfterMinutes;
                long steps = _faultMs >= minutes * MinuteMs ? (minutes + FaultStepMinutes - 1) / FaultStepMinutes
                    : _faultMs / (FaultStepMinutes * MinuteMs);
                return (_standing & StandingMask) | ((int)steps << FaultShift);
            }
        }

        /// <summary>
        /// Gets when what must survive a restart changes by itself, in monotonic milliseconds, or <see cref="Deadline.Never"/>.
        /// </summary>
        public long DeadlineMs
        {
            get
            {
                long stepMs = FaultStepMinutes * MinuteMs;
                long enoughMs = _configuration.Indicator.InspectAfterMinutes * MinuteMs;
                return (_standing & WasFault) == 0 || _faultMs >= enoughMs
                    ? Deadline.Never
                    : _lastMs + Deadline.Earlier(stepMs - (_faultMs % stepMs), enoughMs - _faultMs);
            }
        }

        /// <summary>
        /// Takes over what this scan's senses say. In a drill and in maintenance nothing is opened, but by a real SOS in a drill.
        /// </summary>
        /// <param name="senses">The senses.</param>
        /// <param name="mode">The mode.</param>
        /// <param name="isSosExercised">Whether SOS is part of the drill.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Update(SensorJudgement senses, OperatingMode mode, bool isSosExercised, long nowMs)
        {
            int before = _open;
            bool isSos = IsSos(senses.Sos, mode, isSosExercised);
            if (mode != OperatingMode.Drill && mode != OperatingMode.Maintenance)
            {
                // However it went, nobody knows where it was.
                _open |= WasRemoved(senses.Aed) ? Removal | Inspection
                    : senses.Aed.PresenceContact.Changed && senses.Aed.Presence == Presence.Absent ? Inspection
                    : 0;
                bool isKit = senses.Kit.Door.Changed && senses.Kit.Door.Value && _configuration.KitOpenedSeverity == Severity.Emergency;
                _open |= isKit ? KitOpening : 0;
            }

            _open |= isSos ? Sos : 0;
            FollowFault(senses, mode, nowMs);
            FollowStanding(senses, mode == OperatingMode.Normal, isSos);
            Opened = _open & ~before & (Removal | Sos | KitOpening);
        }

        /// <summary>Whether the AED was removed in this scan (where nothing tells whether it is there, the opening door counts).</summary>
        /// <param name="aed">The AED's compartment.</param>
        /// <returns><c>true</c> in that one scan.</returns>
        public static bool WasRemoved(AedCompartment aed) => aed.Presence == Presence.NotFitted
            ? aed.Door.Changed && aed.Door.Value
            : aed.PresenceContact.Changed && aed.Presence == Presence.Absent && aed.LeftThroughOpenDoor;

        /// <summary>
        /// Whether the SOS button calls for help in this scan. In a drill it does all the same, or, where SOS is part of the drill,
        /// when it is held (<see cref="ButtonSettings.SosDrillMs"/>): somebody in need doesn't know of any drill.
        /// </summary>
        /// <param name="sos">The button.</param>
        /// <param name="mode">The mode.</param>
        /// <param name="isSosExercised">Whether SOS is part of the drill.</param>
        /// <returns><c>true</c> in that one scan.</returns>
        public static bool IsSos(PushButton sos, OperatingMode mode, bool isSosExercised) =>
            mode != OperatingMode.Maintenance && (mode == OperatingMode.Drill && isSosExercised ? sos.LongPress : sos.Pressed);

        /// <summary>The AED is away and nobody has looked after it since.</summary>
        public void Miss() => _open |= Inspection;

        /// <summary>Somebody has taken care of them.</summary>
        /// <param name="which">The bit of one of them; 0 for all.</param>
        public void Acknowledge(int which) => _open &= which == 0 ? Inspection : ~which;

        /// <summary>Somebody has inspected the cabinet: nothing is open any more. An AED that is away is not inspected by it.</summary>
        /// <param name="isAedAway">Whether the AED is away.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds, before its <see cref="Update"/>, which still counts from the
        /// scan before.</param>
        public void Inspect(bool isAedAway, long nowMs)
        {
            _open = isAedAway ? _open & Inspection : 0;
            _faultMs = (_standing & WasFault) != 0 ? _lastMs - nowMs : 0;
        }

        /// <summary>Takes over what a boot before this one left open.</summary>
        /// <param name="memory">What was on flash.</param>
        public void Restore(PersistentState memory)
        {
            _open = memory.Open & (AllOpened | Inspection);
            _standing = memory.Standing & StandingMask;
            _faultMs = ((memory.Standing >> FaultShift) & FaultMask) * FaultStepMinutes * MinuteMs;
        }

        /// <summary>Says what must survive a restart.</summary>
        /// <param name="memory">Receives it.</param>
        public void Remember(PersistentState memory)
        {
            memory.Open = _open;
            memory.Standing = Standing;
        }

        // A self-test can clear a real fault; the cold's own complaint goes away with the cold, and in maintenance somebody is at it.
        private void FollowFault(SensorJudgement senses, OperatingMode mode, long nowMs)
        {
            int standing = _standing;
            long elapsedMs = nowMs - _lastMs;
            _lastMs = nowMs;
            bool isOver = senses.Indicator.State == IndicatorState.Ready;
            _faultMs += (standing & WasFault) != 0 ? elapsedMs : 0;
            standing &= ~WasFault;
            if (IsFault(senses))
            {
                standing |= senses.Indicator.IsCausedByTemperature ? TemperatureFault : 0;
                standing |= (standing & TemperatureFault) != 0 ? 0 : WasFault;
            }
            else if (isOver && _faultMs >= _configuration.Indicator.InspectAfterMinutes * MinuteMs && mode != OperatingMode.Maintenance)
            {
                _open |= Inspection;
            }

            if (isOver || senses.Aed.Presence == Presence.Absent)
            {
                standing &= ~(TemperatureFault | WasFault);
                _faultMs = 0;
            }

            _standing = standing;
        }

        private static bool IsFault(SensorJudgement senses) =>
            senses.Indicator.State == IndicatorState.Attention || senses.Indicator.State == IndicatorState.Dark;

        private void FollowStanding(SensorJudgement senses, bool isNormal, bool isSos)
        {
            AedCompartment aed = senses.Aed;
            bool isOpened = isNormal && aed.Presence == Presence.NotFitted && aed.Door.Changed;
            Stand(PersistentState.AedAway, aed.Presence == Presence.Absent, isNormal);
            Stand(PersistentState.AedDoorOpen, aed.Door.Value, isOpened || (_standing & PersistentState.AedAway) != 0);
            Stand(PersistentState.KitOpen, senses.Kit.Door.Value, isNormal && senses.Kit.Door.Changed);
            Stand(PersistentState.SosDown, senses.Sos.IsDown, isSos);
            Stand(PersistentState.ContactsOpen, senses.SupplyFault == SensorJudgement.AllOpen, true);
        }

        private void Stand(int bit, bool holds, bool isTold) =>
            _standing = !holds ? _standing & ~bit : isTold ? _standing | bit : _standing;
    }
}
