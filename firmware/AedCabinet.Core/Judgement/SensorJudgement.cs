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
        /// <summary>The parts of a scan that are senses, each judged by itself (<see cref="Update"/>): doors, presence and SOS, without which there is no alarm.</summary>
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

        private const int TamperDebounceMs = 200;

        // Closed contacts as bits. Only contacts that are closed at rest are here: only those can all open at once.
        private const int AedDoorClosed = 1;
        private const int AedPresenceClosed = 2;
        private const int KitDoorClosed = 4;
        private const int TamperClosed = 8;

        private readonly bool _hasIndicator;
        private readonly bool _hasTamper;
        private readonly bool _hasInsideProbe;
        private readonly bool _hasSos;
        private readonly bool _hasService;
        private Presence _lastPresence;

        // The contacts that are wired, those closed in the latest scan, and in the one before it: within one scan two may see it.
        private readonly int _contacts;
        private int _closed;
        private int _closedBefore;
        private long _scannedMs;
        private WakeCause _wake;

        // Bits of the scan's parts that have thrown and are left out in this boot.
        private int _failed;

        /// <summary>Initializes a new instance of the <see cref="SensorJudgement"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        public SensorJudgement(CabinetConfiguration configuration)
        {
            PinMap pins = configuration.Pins;
            Aed = new AedCompartment(configuration);
            Kit = new KitCompartment(configuration);
            Tamper = new Contact(TamperDebounceMs, TamperDebounceMs, false, configuration.Chattering);
            ButtonSettings sos = new ButtonSettings();
            sos.LongPressMs = configuration.Buttons.SosDrillMs;

            // A cabinet for an AED alone has neither a kit's door nor SOS: one contact that never moves serves for both.
            Sos = configuration.Kind == CabinetKind.Aed ? new PushButton(Kit.Door, sos) : new PushButton(configuration.Buttons.SosDebounceMs, sos, configuration.Chattering);
            Service = new PushButton(configuration.Buttons.ServiceDebounceMs, configuration.Buttons, configuration.Chattering);
            Indicator = new IndicatorDecoder(configuration.IndicatorProfile, configuration.Indicator);
            Inside = new TemperatureFilter();
            Outside = configuration.Climate.OutsideProbeFitted ? new TemperatureFilter() : null;
            Temperature = new TemperatureWatch(configuration.TemperatureLimits);
            Mains = new MainsWatch(configuration.Power);
            Battery = new BatteryWatch(configuration.Power);
            _hasIndicator = configuration.Kind != CabinetKind.Kit && configuration.IndicatorProfile.Kind != IndicatorKind.Unreadable;
            _hasInsideProbe = configuration.Climate.ProbeFitted;
            _hasTamper = pins.Tamper >= 0;
            _hasSos = configuration.Kind != CabinetKind.Aed && pins.Sos >= 0;
            _hasService = pins.Service >= 0;
            bool hasAed = configuration.Kind != CabinetKind.Kit;
            _contacts = (hasAed ? AedDoorClosed : 0) | (hasAed && configuration.Presence.Fitted ? AedPresenceClosed : 0)
                | (configuration.Kind != CabinetKind.Aed ? KitDoorClosed : 0) | (_hasTamper ? TamperClosed : 0);
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
        /// Gets a value indicating whether the contacts have no supply: all of them opened within one scan, which no hand can do.
        /// They are kept as they were, and nothing is known of them, until one is closed again.
        /// </summary>
        public bool IsSupplyFault { get; private set; }

        /// <summary>Gets a value indicating whether <see cref="IsSupplyFault"/> changed in this scan.</summary>
        public bool SupplyChanged { get; private set; }

        /// <summary>Gets a value indicating whether any door is open.</summary>
        public bool IsAnyDoorOpen => Aed.Door.Value || Kit.Door.Value;

        // The sensors share the contacts' supply.
        private bool IsIndicatorObserved => _hasIndicator && Aed.Presence != Presence.Absent && !Aed.Door.Value && !IsSupplyFault;

        /// <summary>When something is judged differently if nothing that is sensed changes.</summary>
        /// <param name="nowMs">Monotonic time of the latest scan in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            long deadlineMs = Deadline.Earlier(Aed.DeadlineMs, Kit.DeadlineMs);
            deadlineMs = Deadline.Earlier(deadlineMs, Tamper.DeadlineMs);
            deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(Sos.DeadlineMs, Service.DeadlineMs));
            deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(Inside.DeadlineMs, Outside == null ? Deadline.Never : Outside.DeadlineMs));
            deadlineMs = Deadline.Earlier(deadlineMs, Temperature.DeadlineMs);
            deadlineMs = Deadline.Earlier(deadlineMs, Deadline.Earlier(Mains.DeadlineMs(nowMs), Battery.DeadlineMs(nowMs)));
            return IsIndicatorObserved ? Deadline.Earlier(deadlineMs, Indicator.DeadlineMs(nowMs)) : deadlineMs;
        }

        /// <summary>Takes over what was told before a restart and still stood.</summary>
        /// <param name="standing">Bits of <c>OpenEmergencies</c>.</param>
        /// <param name="wake">What started the board.</param>
        public void Restore(int standing, WakeCause wake)
        {
            _wake = wake;
            Aed.Restore(standing);
            Temperature.Restore(standing);
            Kit.Door.Restore((_contacts & KitDoorClosed) != 0 && (standing & PersistentState.KitOpen) != 0);
            Sos.Contact.Restore(_hasSos && (standing & PersistentState.SosDown) != 0);
            _lastPresence = Aed.Presence;
        }

        /// <summary>Nothing that is sensed changed.</summary>
        /// <param name="untilMs">Until then, in monotonic milliseconds.</param>
        public void Hold(long untilMs)
        {
            _closedBefore = _closed;
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
            switch (sense)
            {
                case Contacts:
                    UpdateContacts(inputs, nowMs);
                    break;
                case Case:
                    if (_hasTamper)
                    {
                        Tamper.Update(IsSupplyFault ? Tamper.Value : inputs.TamperContactOpen, nowMs);
                    }

                    break;
                case ServiceButton:
                    if (_hasService)
                    {
                        Service.Update(inputs.ServiceContactClosed, nowMs);
                    }

                    break;
                case Probe:
                    UpdateTemperature(inputs, nowMs);
                    break;
                case Light:
                    UpdateIndicator(inputs, nowMs);
                    break;
                case MainsContact:
                    Mains.Update(inputs.MainsPresent, nowMs);
                    break;
                default:
                    if (inputs.BatteryMv > 0)
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
            WatchSupply(inputs, nowMs);
            Aed.Update(inputs, !IsSupplyFault, nowMs);
            Kit.Update(inputs, !IsSupplyFault, _wake == WakeCause.Pin && (_contacts & KitDoorClosed) != 0, nowMs);
            if (_hasSos)
            {
                Sos.Update(inputs.SosContactClosed, nowMs);
                if (_wake == WakeCause.Sos)
                {
                    Sos.Tap(nowMs);
                }
            }

            _wake = WakeCause.PowerOn;
        }

        private void WatchSupply(InputImage inputs, long nowMs)
        {
            // A chattering contact is not believed here either.
            int believed = _contacts & ~((Aed.Door.IsChattering ? AedDoorClosed : 0) | (Aed.PresenceContact.IsChattering ? AedPresenceClosed : 0)
                | (Kit.Door.IsChattering ? KitDoorClosed : 0) | (Tamper.IsChattering ? TamperClosed : 0));
            int closed = believed & ((inputs.AedDoorContactOpen ? 0 : AedDoorClosed) | (inputs.AedPresenceContactClosed ? AedPresenceClosed : 0)
                | (inputs.KitDoorContactOpen ? 0 : KitDoorClosed) | (inputs.TamperContactOpen ? 0 : TamperClosed));
            int opened = believed & (_closed | _closedBefore);

            // A hand may move one contact, and all of them between two scans that lie far apart.
            bool isLate = nowMs - _scannedMs >= 2 * InputImage.PeriodMs;
            bool isFault = closed == 0 && (IsSupplyFault || ((opened & (opened - 1)) != 0 && !isLate));
            SupplyChanged = isFault != IsSupplyFault;
            IsSupplyFault = isFault;
            _closedBefore = isLate ? closed : _closed;
            _closed = closed;
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
            if (!_hasIndicator)
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
