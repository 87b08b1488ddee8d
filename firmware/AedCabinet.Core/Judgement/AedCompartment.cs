namespace AedCabinet
{
    /// <summary>
    /// The AED's compartment: its door and the contact under the AED, debounced (SPEC §4), and what follows from both.
    /// </summary>
    /// <remarks>
    /// Before the first readings the door is taken to be shut and the AED to be there, so that a cabinet which starts
    /// with an open door or without its AED says so as if it had just happened: a restart must fail towards alerting.
    /// </remarks>
    public sealed class AedCompartment
    {
        private readonly Debouncer _door;
        private readonly Debouncer _presence;
        private readonly bool _hasPresenceContact;

        /// <summary>Initializes a new instance of the <see cref="AedCompartment"/> class.</summary>
        /// <param name="door">The door contact's times.</param>
        /// <param name="presence">Whether a presence contact is fitted, and its time.</param>
        public AedCompartment(DoorSettings door, PresenceSettings presence)
        {
            _door = new Debouncer(door.OpenDebounceMs, door.ClosedDebounceMs, false);
            _presence = new Debouncer(presence.DebounceMs, presence.DebounceMs, true);
            _hasPresenceContact = presence.Fitted;
        }

        /// <summary>Gets a value indicating whether the door is open.</summary>
        public bool IsDoorOpen => _door.Value;

        /// <summary>Gets a value indicating whether the door changed in this scan.</summary>
        public bool DoorChanged { get; private set; }

        /// <summary>Gets a value indicating whether the AED's presence changed in this scan.</summary>
        public bool PresenceChanged { get; private set; }

        /// <summary>Gets where the AED is.</summary>
        public Presence Presence => !_hasPresenceContact ? Presence.NotFitted : _presence.Value ? Presence.Present : Presence.Absent;

        /// <summary>
        /// Gets a value indicating whether the AED left its place while the door was open. Judged by the moments the contacts
        /// moved, not by when they were believed: a hand quicker than the presence contact's half second, door re-latched,
        /// is still a removal.
        /// </summary>
        public bool LeftThroughOpenDoor => _door.Value || _door.SinceMs > _presence.SinceMs;

        /// <summary>Judges one scan's contacts.</summary>
        /// <param name="inputs">The input image.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(InputImage inputs, long nowMs)
        {
            DoorChanged = _door.Update(inputs.AedDoorContactOpen, nowMs);
            PresenceChanged = _hasPresenceContact && _presence.Update(inputs.AedPresenceContactClosed, nowMs);
        }
    }
}
