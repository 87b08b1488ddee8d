namespace AedCabinet
{
    /// <summary>Numbers the boots. With the event's own number it names an event for ever, so it must never repeat.</summary>
    public static class BootCounter
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "boot";

        /// <summary>The number of this boot. It is on flash before it is used.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="log">Told when flash refuses the number.</param>
        /// <returns>1 for the first boot, one more for each after it.</returns>
        public static int Next(IStorage storage, ILog log)
        {
            TwoSlotNumber stored = new TwoSlotNumber(storage, FileName);
            int boot = (int)stored.Read() + 1;
            if (!stored.TryWrite(boot))
            {
                log.Error("storage: the boot number " + boot.ToString() + " could not be stored; a later boot may repeat it");
            }

            return boot;
        }
    }
}
