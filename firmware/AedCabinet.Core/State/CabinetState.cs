namespace AedCabinet
{
    /// <summary>
    /// The latest picture of the cabinet, as the <c>state</c> message tells it. The scan owns one and copies it into a
    /// <see cref="StateMailbox"/> when it changes; plain fields, so that a copy allocates nothing.
    /// </summary>
    public sealed class CabinetState
    {
        /// <summary>How the cabinet is being used.</summary>
        public OperatingMode Mode;

        /// <summary>The AED compartment's door is open.</summary>
        public bool IsAedDoorOpen;

        /// <summary>Where the AED is.</summary>
        public Presence Aed;

        /// <summary>Why the cabinet is not ready: bits <c>1 &lt;&lt; ReadinessReason</c>, 0 when ready.</summary>
        public int Reasons;

        /// <summary>A removal of the AED that nobody has closed.</summary>
        public bool IsRemovalOpen;

        /// <summary>The number of the latest event of this boot, 0 before the first.</summary>
        public int LastSeq;

        /// <summary>Copies every member.</summary>
        /// <param name="target">The state to overwrite.</param>
        public void CopyTo(CabinetState target)
        {
            target.Mode = Mode;
            target.IsAedDoorOpen = IsAedDoorOpen;
            target.Aed = Aed;
            target.Reasons = Reasons;
            target.IsRemovalOpen = IsRemovalOpen;
            target.LastSeq = LastSeq;
        }

        /// <summary>Whether every member is the same.</summary>
        /// <param name="other">The state to compare with.</param>
        /// <returns><c>true</c> when nothing differs.</returns>
        public bool IsSameAs(CabinetState other) =>
            Mode == other.Mode
            && IsAedDoorOpen == other.IsAedDoorOpen
            && Aed == other.Aed
            && Reasons == other.Reasons
            && IsRemovalOpen == other.IsRemovalOpen
            && LastSeq == other.LastSeq;
    }
}
