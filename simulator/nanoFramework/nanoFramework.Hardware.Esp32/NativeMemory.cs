namespace nanoFramework.Hardware.Esp32;

/// <summary>Desktop stand-in for the memory outside the managed heap of an ESP32.</summary>
public class NativeMemory
{
    /// <summary>Kinds of memory.</summary>
    public enum MemoryType
    {
        /// <summary>Internal and external together.</summary>
        All,

        /// <summary>The chip's own.</summary>
        Internal,

        /// <summary>PSRAM, where the module has it.</summary>
        SpiRam,
    }

    /// <summary>Bytes of internal memory; the defaults are what a WROOM-32 has to spare after boot, roughly.</summary>
    internal static uint InternalTotalBytes { get; set; } = 280 * 1024;

    /// <summary>Free bytes of internal memory.</summary>
    internal static uint InternalFreeBytes { get; set; } = 120 * 1024;

    /// <summary>Largest free piece of internal memory, bytes.</summary>
    internal static uint InternalLargestFreeBlockBytes { get; set; } = 64 * 1024;

    /// <summary>Tells what the simulator set; the simulated board has no PSRAM.</summary>
    /// <param name="memType">Kind of memory.</param>
    /// <param name="totalSize">All bytes of that kind.</param>
    /// <param name="totalFreeSize">Free bytes.</param>
    /// <param name="largestFreeBlock">Bytes of the largest free piece.</param>
    public static void GetMemoryInfo(MemoryType memType, out uint totalSize, out uint totalFreeSize, out uint largestFreeBlock)
    {
        var isExternal = memType == MemoryType.SpiRam;
        totalSize = isExternal ? 0 : InternalTotalBytes;
        totalFreeSize = isExternal ? 0 : InternalFreeBytes;
        largestFreeBlock = isExternal ? 0 : InternalLargestFreeBlockBytes;
    }
}
