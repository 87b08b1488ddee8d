namespace AedCabinet
{
    /// <summary>Numbers the boots. With the event's own number it names an event for ever, so it must never repeat.</summary>
    public static class BootCounter
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "boot";

        /// <summary>The number of this boot. It is on flash before it is used.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="firstBoot">The least number allowed, 1 or more: a replaced board or a formatted flash begins above what the registry knows already.</param>
        /// <param name="highestBoot">The greatest number that anything else on flash remembers, 0 for none: it counts when the slots themselves are spoilt.</param>
        /// <param name="log">Told when flash refuses the number.</param>
        /// <returns>One more than the greatest number known, and at least <paramref name="firstBoot"/>.</returns>
        public static int Next(IStorage storage, int firstBoot, int highestBoot, ILog log)
        {
            TwoSlotNumber stored = new TwoSlotNumber(storage, FileName);
            long before = stored.Read();
            before = before < highestBoot ? highestBoot : before;
            before = before < firstBoot - 1 ? firstBoot - 1 : before;
            int boot = (int)before + 1;
            if (!stored.TryWrite(boot))
            {
                log.Error("storage: the boot number " + boot.ToString() + " could not be stored; a later boot may repeat it");
            }

            return boot;
        }
    }
}
