namespace AedCabinet
{
    /// <summary>
    /// The emergencies that nobody has closed yet, and whether the AED must be inspected before it is relied on again
    /// (SPEC §6, §9). The worst complaint of the field is an AED stolen and nobody told: shutting the door closes nothing.
    /// </summary>
    public sealed class OpenEmergencies
    {
        /// <summary>Gets a value indicating whether a removal of the AED is open.</summary>
        public bool IsRemovalOpen { get; private set; }

        /// <summary>Gets a value indicating whether an SOS is open.</summary>
        public bool IsSosOpen { get; private set; }

        /// <summary>Gets a value indicating whether an opened kit is open.</summary>
        public bool IsKitOpeningOpen { get; private set; }

        /// <summary>Gets a value indicating whether the AED was taken and nobody has inspected it since.</summary>
        public bool NeedsInspection { get; private set; }

        /// <summary>Takes over what this scan's senses say. In a drill and in maintenance nothing is opened: nobody is dispatched.</summary>
        /// <param name="senses">The senses.</param>
        /// <param name="mode">The mode.</param>
        public void Update(Senses senses, OperatingMode mode)
        {
            if (mode == OperatingMode.Drill || mode == OperatingMode.Maintenance)
            {
                return;
            }

            if (WasRemoved(senses.Aed))
            {
                IsRemovalOpen = true;
            }

            // However it went, nobody knows where it was.
            if (WasRemoved(senses.Aed) || (senses.Aed.PresenceContact.Changed && senses.Aed.Presence == Presence.Absent))
            {
                NeedsInspection = true;
            }

            IsSosOpen = IsSosOpen || senses.Sos.Pressed;
            IsKitOpeningOpen = IsKitOpeningOpen || (senses.Kit.Door.Changed && senses.Kit.Door.Value);
        }

        /// <summary>Whether the AED was removed in this scan (where nothing tells whether it is there, the opening door counts).</summary>
        /// <param name="aed">The AED's compartment.</param>
        /// <returns><c>true</c> in that one scan.</returns>
        public static bool WasRemoved(AedCompartment aed) => aed.Presence == Presence.NotFitted
            ? aed.Door.Changed && aed.Door.Value
            : aed.PresenceContact.Changed && aed.Presence == Presence.Absent && aed.LeftThroughOpenDoor;

        /// <summary>The AED is away and nobody has looked after it since.</summary>
        public void Miss() => NeedsInspection = true;

        /// <summary>Somebody has taken care of them.</summary>
        public void Acknowledge()
        {
            IsRemovalOpen = false;
            IsSosOpen = false;
            IsKitOpeningOpen = false;
        }

        /// <summary>Somebody has inspected the cabinet: nothing is open any more. An AED that is away is not inspected by it.</summary>
        /// <param name="isAedAway">Whether the AED is away.</param>
        public void Inspect(bool isAedAway)
        {
            Acknowledge();
            NeedsInspection = NeedsInspection && isAedAway;
        }

        /// <summary>Takes over what a boot before this one left open.</summary>
        /// <param name="memory">What was on flash.</param>
        public void Restore(CabinetMemory memory)
        {
            IsRemovalOpen = memory.IsRemovalOpen;
            IsSosOpen = memory.IsSosOpen;
            IsKitOpeningOpen = memory.IsKitOpeningOpen;
            NeedsInspection = memory.NeedsInspection;
        }

        /// <summary>Says what must survive a restart.</summary>
        /// <param name="memory">Receives it.</param>
        public void Remember(CabinetMemory memory)
        {
            memory.IsRemovalOpen = IsRemovalOpen;
            memory.IsSosOpen = IsSosOpen;
            memory.IsKitOpeningOpen = IsKitOpeningOpen;
            memory.NeedsInspection = NeedsInspection;
        }
    }
}
