using AedCabinet.Flash;
using AedCabinet.Indicator;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Supply;
using AedCabinet.Temperature;
using AedCabinet.Timing;

namespace AedCabinet.Judgement
{
    /// <summary>
    /// Everything the cabinet makes of its inputs, each sense by itself: input image → judgement. What several senses mean
    /// together is <c>Cabinet</c>'s and <c>Readiness</c>'s.
    /// </summary>
    public sealed partial class SensorJudgement
    {
        /// <summary>
        /// The parts of a scan that are senses, each judged by itself (<see cref="Update"/>): doors, presence and SOS, without which there
        /// is no alarm.
        /// </summary>
        public const int Contacts = 3;

        /// <summary>The case switch.</summary>
        public const int Case = 4;

        /// <summary>The service button.</summary>
        public const int ServiceButton = 5;

        /// <summary>The probes and what follows from the temperature.</summary>
        public const int Probe = 6;

        /// <summary>The AED's own indicator.</summary>
        public const int Light = 7;

        /// <summary>The mains.</summary>
        public const int MainsContact = 8;

        /// <summary>The battery.</summary>
        public const int Gauge = 9;

        /// <summary>In <see cref="SupplyFault"/>: every contact opened within one scan, as without the contacts' own supply (F+).</summary>
        public const int AllOpen = 1;

        /// <summary>
        /// In <see cref="SupplyFault"/>: every input is low, buttons and lights included, as without the supply of their pull-ups (3V3).
        /// </summary>
        public const int AllLow = 2;

        private const int TamperDebounceMs = 200;

        // Which inputs are low, by the bits of the input image: those that are low at rest, because only they can all open, and those
        // that are not, because neither a hand nor a light moves all of them at once.
        private const int AedDoorClosed = 1;
        private const int AedPresenceClosed = 2;
        private const int KitDoorClosed = 4;
        private const int TamperClosed = 8;
        private const int AtRest = 15;
        private const int SosClosed = 16;
        private const int ServiceClosed = 32;
        private const int GreenLit = 64;
        private const int RedLit = 128;

        private const int MovedShift = 3;

        // Beside the parts in _failed: nobody knows in this boot whether there is a kit or SOS.
        private const int KindUnread = 1 << 29;

        private readonly bool _hasInsideProbe;
        private Presence _lastPresence;

        // The inputs that are wired, those low in the latest scan, and in the one before it: within one scan two may see it.
        private readonly int _wired;
        private int _low;
        private int _lowBefore;
        private long _scannedMs;

        // What moved while nobody scanned, or nobody judged it.
        private int _moved;

        // Bits of the scan's parts that have thrown and are left out in this boot.
        private int _failed;

        /// <summary>Initializes a new instance of the <see cref="SensorJudgement"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        public SensorJudgement(CabinetConfiguration configuration)
        {
            PinMap pins = configuration.Pins;
            CabinetKind kind = configuration.Kind;
            ChatteringSettings chattering = configuration.Chattering;
            ButtonSettings buttons = configuration.Buttons;
            Aed = new AedCompartment(configuration);
            Kit = new KitCompartment(configuration);
            Tamper = new Contact(TamperDebounceMs, TamperDebounceMs, false, chattering);
            ButtonSettings sos = new ButtonSettings();
            sos.LongPressMs = buttons.SosDrillMs;

            // A cabinet for an AED alone has neither a kit's door nor SOS: one contact that never moves serves for both.
            Sos = kind == CabinetKind.Aed ? new PushButton(Kit.Door, sos) : new PushButton(buttons.SosDebounceMs, sos, chattering);
            Service = new PushButton(buttons.ServiceDebounceMs, buttons, chattering);
            Indicator = new IndicatorDecoder(configuration.IndicatorProfile, configuration.Indicator);
            Inside = new TemperatureFilter();
            Outside = configuration.Climate.OutsideProbeFitted ? new TemperatureFilter() : null;
            Temperature = new TemperatureWatch(configuration.TemperatureLimits);
            Mains = new MainsWatch(configuration.Power);
            Battery = new BatteryWatch(configuration.Power);
            _hasInsideProbe = configuration.Climate.ProbeFitted;
            int wired = (pins.Tamper >= 0 ? TamperClosed : 0) | (pins.Service >= 0 ? ServiceClosed : 0);
            if (kind != CabinetKind.Kit)
            {
                wired |= AedDoorClosed | (configuration.Presence.Fitted ? AedPresenceClosed : 0)
                    | (configuration.IndicatorProfile.Kind != IndicatorKind.Unreadable ? GreenLit | RedLit : 0);
            }

            if (kind != CabinetKind.Aed)
            {
                wired |= KitDoorClosed | (pins.Sos >= 0 ? SosClosed : 0);
            }

            _wired = wired;
            _failed = configuration.IsUnread && !configuration.IsCommissioned ? KindUnread : 0;
        }

        /// <summary>Gets the AED's compartment.</summary>
        public AedCompartment Aed { get; }

        /// <summary>Gets the kit's compartment.</summary>
        public KitCompartment Kit { get; }

        /// <summary>Gets the case switch; true while the case is open.</summary>
        public Contact Tamper { get; }

        /// <summary>Gets the SOS button; its long press is one that is meant although SOS is part of a drill.</summary>
        public PushButton Sos { get; }

        /// <summary>Gets the service button.</summary>
        public PushButton Service { get; }

        /// <summary>Gets the AED's own indicator.</summary>
        public IndicatorDecoder Indicator { get; }

        /// <summary>Gets a value indicating whether what the AED's indicator says changed in this scan.</summary>
        public bool IndicatorChanged { get; private set; }

        /// <summary>Gets the probe inside.</summary>
        public TemperatureFilter Inside { get; }

        /// <summary>Gets the probe outside; <c>null</c> when none is fitted.</summary>
        public TemperatureFilter Outside { get; }

        /// <summary>Gets whether the temperature inside is within the AED's range.</summary>
        public TemperatureWatch Temperature { get; }

        /// <summary>Gets the mains.</summary>
        public MainsWatch Mains { get; }

        /// <summary>Gets the battery.</summary>
        public BatteryWatch Battery { get; }

        /// <summary>Gets a value indicating whether the temperature inside is known.</summary>
        public bool HasInside { get; private set; }

        /// <summary>Gets the temperature inside in tenths of a degree Celsius; of meaning only while it is known.</summary>
        public int InsideDeciC { get; private set; }

        /// <summary>
        /// Gets how the inputs lost their supply: <see cref="AllOpen"/> or <see cref="AllLow"/>, which no hand can do, or 0. They are kept
        /// as they were, and nothing is known of them, until one is otherwise.
        /// </summary>
        public int SupplyFault { get; private set; }

        /// <summary>Gets a value indicating whether nothing is known of the contacts (<see cref="SupplyFault"/>).</summary>
        public bool IsSupplyFault => SupplyFault != 0;

        /// <summary>Gets a value indicating whether <see cref="SupplyFault"/> changed in this scan.</summary>
        public bool SupplyChanged { get; private set; }

        /// <summary>Gets a value indicating whether any door is open.</summary>
        public bool IsAnyDoorOpen => Aed.Door.Value || Kit.Door.Value;

        // The sensors share the contacts' supply.
        private bool IsIndicatorObserved => (_wired & GreenLit) != 0 && Aed.Presence != Presence.Absent && !Aed.Door.Value
            && !IsSupplyFault;

        /// <summary>When something is judged differently if nothing that is sensed changes.</summary>
        /// <param name="nowMs">Monotonic time of the latest scan in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            long deadlineMs = Deadline.Earlier(Aed.DeadlineMs, Kit.DeadlineMs);
            deadlineMs = Deadline.Earlier(deadlineMs, Tamper.DeadlineMs);
            deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(Sos.DeadlineMs, Service.DeadlineMs));
            deadlineMs = Deadline.Earlier(deadlineMs,
                Deadline.Earlier(Inside.DeadlineMs, Outside == null ? Deadline.Never : Outside.DeadlineMs));
            deadlineMs = Deadline.Earlier(deadlineMs, Temperature.DeadlineMs);
            deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(Mains.DeadlineMs(nowMs), Battery.DeadlineMs(nowMs)));
            return IsIndicatorObserved ? Deadline.Earlier(deadlineMs, Indicator.DeadlineMs(nowMs)) : deadlineMs;
        }

        /// <summary>Takes over what was told before a restart and still stood.</summary>
        /// <param name="standing">Bits of <c>OpenEmergencies</c>.</param>
        /// <param name="wake">What started the board.</param>
        public void Restore(int standing, WakeCause wake)
        {
            _moved = ((standing >> MovedShift) & (KitDoorClosed | SosClosed))
                | (wake == WakeCause.Pin ? KitDoorClosed : wake == WakeCause.Sos ? SosClosed : 0);
            _low = ((standing & PersistentState.KitOpen) == 0 ? KitDoorClosed : 0)
                | ((standing & PersistentState.SosDown) != 0 ? SosClosed : 0);
            SupplyFault = (standing & PersistentState.ContactsOpen) != 0 ? AllOpen : 0;
            Aed.Restore(standing);
            Temperature.Restore(standing);
            Kit.Door.Restore((_wired & KitDoorClosed) != 0 && (standing & PersistentState.KitOpen) != 0);
            Sos.Contact.Restore((_wired & SosClosed) != 0 && (standing & PersistentState.SosDown) != 0);
            _lastPresence = Aed.Presence;
        }

        /// <summary>What is to be remembered of contacts that this boot does not judge.</summary>
        /// <param name="before">What was remembered before.</param>
        /// <returns>Bits of <see cref="PersistentState.Standing"/>; 0 when it judges them.</returns>
        public int Unjudged(int before) =>
            (_moved << MovedShift)
                | ((_failed & KindUnread) != 0 ? before & (PersistentState.KitOpen | PersistentState.SosDown) : 0);

        /// <summary>Nothing that is sensed changed.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds.</param>
        public void Hold(long untilMs)
        {
            _lowBefore = _low;
            _scannedMs = untilMs;
            Temperature.Hold(untilMs);
            if (IsIndicatorObserved)
            {
                Indicator.Hold(untilMs);
            }
        }

        /// <summary>Judges one sense in a scan; <see cref="Contacts"/> first.</summary>
        /// <param name="sense">Which.</param>
        /// <param name="inputs">The input image.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(int sense, InputImage inputs, long nowMs)
        {
            bool isLow = SupplyFault == AllLow;
            switch (sense)
            {
                case Contacts:
                    UpdateContacts(inputs, nowMs);
                    break;
                case Case:
                    if ((_wired & TamperClosed) != 0)
                    {
                        Tamper.Update(IsSupplyFault ? Tamper.Value : inputs.TamperContactOpen, nowMs);
                    }

                    break;
                case ServiceButton:
                    if ((_wired & ServiceClosed) != 0)
                    {
                        Service.Update(inputs.ServiceContactClosed && !isLow, nowMs);
                    }

                    break;
                case Probe:
                    UpdateTemperature(inputs, nowMs);
                    break;
                case Light:
                    UpdateIndicator(inputs, nowMs);
                    break;
                case MainsContact:
                    if (!isLow)
                    {
                        Mains.Update(inputs.MainsPresent, nowMs);
                    }

                    break;
                default:
                    if (inputs.BatteryMv > 0 && !isLow)
                    {
                        Battery.Update(inputs.BatteryMv, nowMs);
                    }

                    break;
            }
        }

        /// <summary>A part of the scan has thrown: what it says is unknown from now on.</summary>
        /// <param name="part">Which, 0 to 31; a sense by its number here.</param>
        public void LeaveOut(int part)
        {
            _failed |= 1 << part;
            HasInside = HasInside && part != Probe;
            IndicatorChanged = IndicatorChanged && part != Light;
        }

        /// <summary>Whether a part of the scan has thrown in this boot.</summary>
        /// <param name="part">Which.</param>
        /// <returns><c>true</c> when nothing is known of it.</returns>
        public bool HasFailed(int part) => (_failed & (1 << part)) != 0;

        private void UpdateContacts(InputImage inputs, long nowMs)
        {
            int unjudged = (_failed & KindUnread) != 0 ? inputs.Levels() & (KitDoorClosed | SosClosed) : 0;
            int before = _low;
            WatchSupply(inputs, nowMs);
            Aed.Update(inputs, !IsSupplyFault, nowMs);
            Kit.Update(inputs, !IsSupplyFault, (_moved & _wired & KitDoorClosed) != 0, nowMs);
            if ((_wired & SosClosed) != 0)
            {
                Sos.Update(inputs.SosContactClosed && SupplyFault != AllLow, nowMs);
                if ((_moved & SosClosed) != 0)
                {
                    Sos.Tap(nowMs);
                }
            }

            // A kit's door either way, a button when it is pressed.
            _low |= unjudged;
            _moved = (_failed & KindUnread) == 0 ? 0
                : _moved | ((before ^ unjudged) & (KitDoorClosed | (SosClosed & unjudged)));
        }

        private void WatchSupply(InputImage inputs, long nowMs)
        {
            // A chattering contact is not believed here either.
            int believed =
                _wired & ~((Aed.Door.IsChattering ? AedDoorClosed : 0) | (Aed.PresenceContact.IsChattering ? AedPresenceClosed : 0)
                | (Kit.Door.IsChattering ? KitDoorClosed : 0) | (Tamper.IsChattering ? TamperClosed : 0));
            int low = believed & inputs.Levels();
            int changed = believed & AtRest & (_low | _lowBefore);

            // A hand may move one contact, and all of them between two scans that lie far apart.
            bool isLate = nowMs - _scannedMs >= 2 * InputImage.PeriodMs;
            int before = SupplyFault;
            int fault = (low & AtRest) == 0 && (before == AllOpen || ((changed & (changed - 1)) != 0 && !isLate)) ? AllOpen : 0;

            // A battery kit's pull-ups hang on the board's own supply, without which nothing judges here.
            if (low == _wired && (low & AedDoorClosed) != 0)
            {
                // As the supply of the pull-ups goes, a button and something else fall at once. A lamp in the room is seen by both sensors.
                changed = low & ~AtRest & ~(_low & _lowBefore);
                fault = before == AllLow || ((changed & (SosClosed | ServiceClosed)) != 0 && (changed & (changed - 1)) != 0) ? AllLow : 0;
            }

            SupplyChanged = fault != before;
            SupplyFault = fault;
            _lowBefore = isLate ? low : _low;
            _low = low;
            _scannedMs = nowMs;
        }

        private void UpdateTemperature(InputImage inputs, long nowMs)
        {
            if (_hasInsideProbe)
            {
                Inside.Update(inputs.InsideReading, inputs.InsideDeciC, nowMs);
            }

            if (Outside != null)
            {
                Outside.Update(inputs.OutsideReading, inputs.OutsideDeciC, nowMs);
            }

            HasInside = Inside.TryGetDeciC(out int insideDeciC);
            InsideDeciC = insideDeciC;
            Temperature.Update(HasInside, insideDeciC, nowMs);
        }

        private void UpdateIndicator(InputImage inputs, long nowMs)
        {
            IndicatorChanged = false;
            if ((_wired & GreenLit) == 0)
            {
                return;
            }

            // Without the AED its light means nothing: an AED that comes back is observed anew.
            Presence presence = Aed.Presence;
            if (presence != _lastPresence)
            {
                Indicator.Forget();
            }

            // Daylight comes in through an open door: that time is not observed and does not count.
            _lastPresence = presence;
            if (presence == Presence.Absent || Aed.Door.Value || IsSupplyFault)
            {
                return;
            }

            Indicator.Green.Take(inputs.GreenEdges);
            Indicator.Red.Take(inputs.RedEdges);
            long lastOutOfRangeMs = Temperature.TryGetLastOutOfRangeMs(out long lastMs) ? lastMs : -1;
            Indicator.Update(inputs.GreenLit, inputs.RedLit, nowMs, lastOutOfRangeMs);
            IndicatorChanged = Indicator.Changed;
        }
    }
}
