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

        /// <summary>The bit of a kit's door that moved unjudged: the boot that knows of it tells it.</summary>
        public const int KitMoved = 32;

        /// <summary>The bit of an SOS button that was pressed unjudged.</summary>
        public const int SosMoved = 128;

        // What a boot that judges everything knows of its contacts, and what only one that knows what the cabinet is does.
        private const int Judged = AedAway | AedDoorOpen | ContactsOpen;
        private const int JudgedLater = KitOpen | SosDown;
        private const int Contacts = 255;

        // Its form grows at the end only: what an older firmware left is read as far as it goes.
        private const int LeastLength = 13;
        private const int Length = 17;

        /// <summary>What nobody has closed: bits of <c>OpenEmergencies</c>.</summary>
        public int Open;

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
            target.Open = Open;
            target.LastInspectionUnixMs = LastInspectionUnixMs;
            target.LastDay = LastDay;
            target.Standing = Standing;
        }

        /// <summary>Takes over what is open, later and unjudged, from the memory without which this one began.</summary>
        /// <param name="later">The other.</param>
        /// <param name="isUnjudged">Whether this boot does not judge a kit's door or SOS.</param>
        public void Add(PersistentState later, bool isUnjudged)
        {
            Open |= later.Open;
            LastInspectionUnixMs = later.LastInspectionUnixMs > LastInspectionUnixMs ? later.LastInspectionUnixMs : LastInspectionUnixMs;
            LastDay = later.LastDay > LastDay ? later.LastDay : LastDay;
            Standing = (later.Standing & ~(isUnjudged ? Judged : Judged | JudgedLater)) | (Standing & Contacts);
        }

        /// <summary>Whether another memory says the same.</summary>
        /// <param name="other">The other.</param>
        /// <returns><c>true</c> when every member is equal.</returns>
        public bool IsSameAs(PersistentState other) =>
            Open == other.Open
            && LastInspectionUnixMs == other.LastInspectionUnixMs
            && LastDay == other.LastDay
            && Standing == other.Standing;

        /// <summary>The memory as it stands on flash.</summary>
        /// <returns>New bytes.</returns>
        public byte[] ToBytes()
        {
            byte[] content = new byte[Length];
            content[0] = (byte)Open;
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

            Open = content[0];
            LastInspectionUnixMs = LittleEndian.Get(content, 1, 8);
            LastDay = (int)LittleEndian.Get(content, 9, 4);
            Standing = content.Length < Length ? 0 : (int)LittleEndian.Get(content, 13, 4);
        }
    }
}
