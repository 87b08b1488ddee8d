namespace AedCabinet
{
    /// <summary>
    /// Everything that can happen to a cabinet (SPEC §7). The number is an index into <see cref="EventCatalog"/>;
    /// on the wire an event has its name.
    /// </summary>
    public enum EventKind
    {
        /// <summary>The controller started.</summary>
        BootStarted = 0,

        /// <summary>A compartment's door was opened.</summary>
        DoorOpened = 1,

        /// <summary>A compartment's door was closed.</summary>
        DoorClosed = 2,

        /// <summary>The AED was taken out through its open door.</summary>
        AedRemoved = 3,

        /// <summary>The AED is back in its place.</summary>
        AedReturned = 4,

        /// <summary>The AED is gone although its door is shut.</summary>
        AedMissing = 5,
    }
}
