namespace AedCabinet.Messages
{
    /// <summary>How the firmware itself is doing, for the telemetry. Plain fields, filled by whoever sends it.</summary>
    public sealed class FirmwareHealth
    {
        /// <summary>Free managed memory in bytes after the latest collection, 0 where none has been yet.</summary>
        public long FreeBytes;

        /// <summary>The least of it after any collection since the boot, in bytes, 0 likewise.</summary>
        public long LowestFreeBytes;

        /// <summary>How often since the boot there was no memory for something.</summary>
        public int MemoryShortages;

        /// <summary>The longest scan since the last telemetry, in milliseconds.</summary>
        public int LongestScanMs;

        /// <summary>How many scans came late by a period or more since the last telemetry.</summary>
        public int ScanOverruns;

        /// <summary>How many events wait.</summary>
        public int WaitingEvents;

        /// <summary>How many events were lost since the boot.</summary>
        public int DroppedEvents;
    }
}
