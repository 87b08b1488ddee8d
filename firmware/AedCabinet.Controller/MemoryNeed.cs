using AedCabinet.Platform;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Whether the heap of this board carries the whole application (SPEC §16): a board that runs out of memory when a command
    /// comes or the network is away must say so on its first start, not in the middle of an emergency.
    /// </summary>
    public static class MemoryNeed
    {
        /// <summary>
        /// What must be free once the settings are read, in bytes: from there to the highest peak (<c>configure</c> over TLS) the
        /// application took 57 KB on a 32-bit nanoCLR with the tables of a stock image; the figures are in
        /// <c>simulator/docs/figures.md</c>.
        /// </summary>
        public const int Bytes = 60 * 1024;

        /// <summary>Measures, and says what there is and what is needed.</summary>
        /// <param name="log">Told both.</param>
        /// <returns><c>false</c> when there is too little.</returns>
        public static bool IsMet(ILog log)
        {
            int freeBytes = (int)GC.Run(false);
            NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.SpiRam, out uint psramBytes, out uint _, out uint _);
            string text = "memory: " + (freeBytes / 1024).ToString() + " KB free, " + (Bytes / 1024).ToString() + " KB needed, "
                + (psramBytes == 0 ? "no PSRAM" : "PSRAM of " + (psramBytes / 1024).ToString() + " KB");
            if (freeBytes >= Bytes)
            {
                log.Info(text);
                return true;
            }

            log.Error(text + "; this board is too small for the cabinet, use an esp32-s3 or an esp32-wrover with the image for its PSRAM");
            return false;
        }
    }
}
