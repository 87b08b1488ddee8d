using AedCabinet.Flash;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Judgement
{
    /// <summary>
    /// The AED's compartment: its door and the contact under the AED, debounced (SPEC §4), and what follows from both.
    /// </summary>
    /// <remarks>
    /// Before the first readings the door is taken to be shut and the AED to be there, so that a cabinet which starts
    /// with an open door or without its AED says so as if it had just happened: a restart must fail towards alerting. What a
    /// boot before this one told is restored instead (<see cref="Restore"/>).
    /// </remarks>
    public sealed class AedCompartment
    {
        private readonly bool _isFitted;
        private readonly bool _hasPresenceContact;

        /// <summary>Initializes a new instance of the <see cref="AedCompartment"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        public AedCompartment(CabinetConfiguration configuration)
        {
            Door = new Contact(configuration.Door.OpenDebounceMs, configuration.Door.ClosedDebounceMs, false, configuration.Chattering);
            PresenceContact = new Contact(configuration.Presence.DebounceMs, configuration.Presence.DebounceMs, true,
                configuration.Chattering);
            LeftOpen = new DoorWatch(configuration.Door);
            _isFitted = configuration.Kind != CabinetKind.Kit;
            _hasPresenceContact = _isFitted && configuration.Presence.Fitted;
        }

        /// <summary>Gets the door contact; true while open.</summary>
        public Contact Door { get; }

        /// <summary>Gets the contact under the AED; true while the AED is there.</summary>
        public Contact PresenceContact { get; }

        /// <summary>Gets whether the door has been left open.</summary>
        public DoorWatch LeftOpen { get; }

        /// <summary>Gets where the AED is.</summary>
        public Presence Presence => !_hasPresenceContact ? Presence.NotFitted : PresenceContact.Value ? Presence.Present : Presence.Absent;

        /// <summary>
        /// Gets a value indicating whether the AED left its place while the door was open. Judged by the moments the contacts
        /// moved, not by when they were believed: a hand quicker than the presence contact's half second, door re-latched,
        /// is still a removal, and so is one in the very scan in which the door shuts. A door whose contact chatters is not
        /// known to be shut.
        /// </summary>
        public bool LeftThroughOpenDoor => Door.Value || Door.IsChattering || (Door.SinceMs > 0 && Door.SinceMs >= PresenceContact.SinceMs);

        /// <summary>Gets when something is judged differently if nothing moves, in milliseconds, or <see cref="Deadline.Never"/>.</summary>
        public long DeadlineMs => Deadline.Earlier(Door.DeadlineMs, Deadline.Earlier(PresenceContact.DeadlineMs, LeftOpen.DeadlineMs));

        /// <summary>Takes over what was told before a restart and still stood.</summary>
        /// <param name="standing">Bits of <c>OpenEmergencies</c>.</param>
        public void Restore(int standing)
        {
            Door.Restore(_isFitted && (standing & PersistentState.AedDoorOpen) != 0);
            PresenceContact.Restore(!_hasPresenceContact || (standing & PersistentState.AedAway) == 0);
        }

        /// <summary>Judges one scan's contacts.</summary>
        /// <param name="inputs">The input image.</param>
        /// <param name="isSupplied">Whether the contacts have their supply; without it nothing is known of them.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(InputImage inputs, bool isSupplied, long nowMs)
        {
            if (!_isFitted)
            {
                return;
            }

            Door.Update(isSupplied ? inputs.AedDoorContactOpen : Door.Value, nowMs);
            if (_hasPresenceContact)
            {
                PresenceContact.Update(isSupplied ? inputs.AedPresenceContactClosed : PresenceContact.Value, nowMs);
            }

            LeftOpen.Update(Door.Value, Door.SinceMs, nowMs);
        }
    }
}
