namespace nanoFramework.Runtime.Native;

/// <summary>Desktop stand-in for nanoFramework's garbage collector.</summary>
public static class GC
{
    // Some 110 KB of heap less what the assemblies and the settings take of it before the firmware measures.
    private const uint DefaultFreeBytes = 68 * 1024;

    private static readonly AsyncLocal<uint?> s_freeBytes = new();

    /// <summary>
    /// Free bytes which <see cref="Run"/> reports: those of the largest board without PSRAM. The desktop's own memory would say nothing
    /// about the board. Set for one flow of execution: the threads started from there inherit it.
    /// </summary>
    internal static uint FreeBytes
    {
        get => s_freeBytes.Value ?? DefaultFreeBytes;
        set => s_freeBytes.Value = value;
    }

    /// <summary>Collects garbage. The desktop collects by itself, so nothing is collected here.</summary>
    /// <param name="compactHeap">Whether the device moves its objects together.</param>
    /// <returns>Free bytes afterwards.</returns>
    public static uint Run(bool compactHeap) => FreeBytes;

    /// <summary>Turns the collector's messages on the debug output on or off. The desktop has none.</summary>
    /// <param name="enable">Whether they are wanted.</param>
    public static void EnableGCMessages(bool enable)
    {
    }
}
