using AedCabinet.Formats;
using AedCabinet.Timing;

namespace AedCabinet.Flash
{
    /// <summary>What of the cabinet's state must survive a restart (SPEC §11). Plain fields, so that a copy allocates nothing.</summary>
    public sealed class PersistentState
    {
        /// <summary>The bit in <see cref="Standing"/> of an AED that was told to be away.</summary>
        public const int AedAway = 1;

        /// <summary>The bit of the AED's door, told to be open, while that is or was part of a removal.</summary>
        public const int AedDoorOpen = 2;

        /// <summary>The bit of the kit's door, told to be open.</summary>
        public const int KitOpen = 4;

        /// <summary>The bit of an SOS button that is still down.</summary>
        public const int SosDown = 8;

        /// <summary>The bit of contacts that all opened at once, for want of their supply.</summary>
        public const int ContactsOpen = 64;

        // Its form grows at the end only: what an older firmware left is read as far as it goes.
        private const int LeastLength = 13;
        private const int Length = 17;

        /// <summary>A removal of the AED that nobody has closed.</summary>
        public bool IsRemovalOpen;

        /// <summary>An SOS that nobody has closed.</summary>
        public bool IsSosOpen;

        /// <summary>An opened kit that nobody has closed.</summary>
        public bool IsKitOpeningOpen;

        /// <summary>The AED was taken, and nobody has inspected it since.</summary>
        public bool NeedsInspection;

        /// <summary>The last human inspection in Unix milliseconds, −1 when none is known.</summary>
        public long LastInspectionUnixMs = -1;

        /// <summary>The last local day known, which today is not before; <see cref="LocalTime.Unknown"/> when none is.</summary>
        public int LastDay = LocalTime.Unknown;

        /// <summary>
        /// What was told and still stood, and how long the AED has been at fault and out of its range; <see cref="Standing"/> reads it.
        /// </summary>
        public int Standing;

        /// <summary>Copies every member.</summary>
        /// <param name="target">The memory to overwrite.</param>
        public void CopyTo(PersistentState target)
        {
            target.IsRemovalOpen = IsRemovalOpen;
            target.IsSosOpen = IsSosOpen;
            target.IsKitOpeningOpen = IsKitOpeningOpen;
            target.NeedsInspection = NeedsInspection;
            target.LastInspectionUnixMs = LastInspectionUnixMs;
            target.LastDay = LastDay;
            target.Standing = Standing;
        }

        /// <summary>Takes over what is open, and later, in a memory that began without this one.</summary>
        /// <param name="later">The other.</param>
        public void Add(PersistentState later)
        {
            IsRemovalOpen |= later.IsRemovalOpen;
            IsSosOpen |= later.IsSosOpen;
            IsKitOpeningOpen |= later.IsKitOpeningOpen;
            NeedsInspection |= later.NeedsInspection;
            LastInspectionUnixMs = later.LastInspectionUnixMs > LastInspectionUnixMs ? later.LastInspectionUnixMs : LastInspectionUnixMs;
            LastDay = later.LastDay > LastDay ? later.LastDay : LastDay;
        }

        /// <summary>Whether another memory says the same.</summary>
        /// <param name="other">The other.</param>
        /// <returns><c>true</c> when every member is equal.</returns>
        public bool IsSameAs(PersistentState other) =>
            IsRemovalOpen == other.IsRemovalOpen
            && IsSosOpen == other.IsSosOpen
            && IsKitOpeningOpen == other.IsKitOpeningOpen
            && NeedsInspection == other.NeedsInspection
            && LastInspectionUnixMs == other.LastInspectionUnixMs
            && LastDay == other.LastDay
            && Standing == other.Standing;

        /// <summary>The memory as it stands on flash.</summary>
        /// <returns>New bytes.</returns>
        public byte[] ToBytes()
        {
            byte[] content = new byte[Length];
            content[0] = (byte)((IsRemovalOpen ? 1 : 0) | (IsSosOpen ? 2 : 0) | (IsKitOpeningOpen ? 4 : 0) | (NeedsInspection ? 8 : 0));
            LittleEndian.Put(content, 1, 8, LastInspectionUnixMs);
            LittleEndian.Put(content, 9, 4, LastDay);
            LittleEndian.Put(content, 13, 4, Standing);
            return content;
        }

        /// <summary>Takes over what stands on flash; what is shorter than any form ever was is ignored.</summary>
        /// <param name="content">The bytes.</param>
        public void FromBytes(byte[] content)
        {
            if (content.Length < LeastLength)
            {
                return;
            }

            IsRemovalOpen = (content[0] & 1) != 0;
            IsSosOpen = (content[0] & 2) != 0;
            IsKitOpeningOpen = (content[0] & 4) != 0;
            NeedsInspection = (content[0] & 8) != 0;
            LastInspectionUnixMs = LittleEndian.Get(content, 1, 8);
            LastDay = (int)LittleEndian.Get(content, 9, 4);
            Standing = content.Length < Length ? 0 : (int)LittleEndian.Get(content, 13, 4);
        }
    }
}
