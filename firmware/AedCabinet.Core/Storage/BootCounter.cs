using System;
using AedCabinet.Flash;
using AedCabinet.Platform;

namespace AedCabinet.Storage
{
    /// <summary>Numbers the boots. With the event's own number it names an event for ever, so it must never repeat.</summary>
    public static class BootCounter
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "boot";

        /// <summary>
        /// How the names of files begin that say by their name alone which block of 65,536 numbers was used: flash that reads nothing still
        /// lists them, and no boot gets below one whose events are stored.
        /// </summary>
        public const string BlockName = "boot-";

        /// <summary>How many bits of a number are its place within its block.</summary>
        public const int BlockBits = 16;

        /// <summary>
        /// How far a number that flash does not keep lies at least above those that are counted: what any of the next boots counts stays
        /// below it.
        /// </summary>
        public const int CountedBoots = 1 << BlockBits;

        /// <summary>
        /// Above that it is a random one of so many: two such boots have the same with a chance of one in sixteen million, and 128 fit
        /// before the numbers end.
        /// </summary>
        public const int UncountedBoots = 1 << 24;

        /// <summary>The last number there is: the registry and the record on flash have four bytes for it.</summary>
        public const int LastNumber = int.MaxValue;

        private const int MaxWrites = 3;

        /// <summary>
        /// The number of this boot. It is on flash before it is used; when flash refuses it, or can't tell the one before, it is one that
        /// cannot repeat.
        /// </summary>
        /// <param name="storage">The flash.</param>
        /// <param name="firstBoot">The least number allowed, 1 or more: a replaced board or a formatted flash begins above what the
        /// registry knows already. 0 when that can't be read.</param>
        /// <param name="highestBoot">The greatest number that anything else on flash remembers, 0 for none: it counts when the slots
        /// themselves are spoilt.</param>
        /// <param name="random">Tells apart the boots that flash does not count.</param>
        /// <param name="isCounted"><c>false</c> when flash did not count this boot: a fault of the storage, to be told.</param>
        /// <returns>One more than the greatest number known, and at least <paramref name="firstBoot"/>, when flash counts.</returns>
        public static int Next(IStorage storage, int firstBoot, int highestBoot, Random random, out bool isCounted)
        {
            TwoSlotNumber stored = new TwoSlotNumber(storage, FileName);
            long before = stored.Read();
            before = before < highestBoot ? highestBoot : before;
            before = before < firstBoot - 1 ? firstBoot - 1 : before;

            // A board that knows neither a boot nor where to begin may be one that replaces another.
            before += before == 0 && firstBoot == 0 ? CountedBoots + random.Next(UncountedBoots) : 0;
            isCounted = false;
            long greatest = before;
            for (int i = 0; i < MaxWrites && before < LastNumber && !stored.IsUnread && !isCounted; i++)
            {
                isCounted = stored.TryWrite(before + 1);
            }

            before++;
            bool isKept = isCounted;
            if (!isCounted)
            {
                before += CountedBoots + random.Next(UncountedBoots);

                // Where the numbers end, one of the last 65,536 is all that there is.
                before = before <= LastNumber ? before : LastNumber - random.Next(CountedBoots);

                // Where flash takes this one, the next boots go on from it. Slots that can't be read may hold a greater one, unless the
                // names said so.
                isKept = before > greatest && (!stored.IsUnread || storage.TryList(out string[] _)) && stored.TryWrite(before);
            }

            // The mark of the block above stands for one that the slots don't keep.
            long block = (before >> BlockBits) + (isKept ? 0 : 1);
            block = block <= LastNumber >> BlockBits ? block : LastNumber >> BlockBits;
            string mark = BlockName + block.ToString();
            if (block > 0 && storage.Read(mark, out byte[] _) == FlashAnswer.Missing)
            {
                storage.TryWrite(mark, new byte[1]);
            }

            return (int)before;
        }
    }
}
