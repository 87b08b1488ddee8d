namespace nanoFramework.Runtime.Native;

/// <summary>Desktop stand-in for nanoFramework's garbage collector.</summary>
public static class GC
{
    /// <summary>
    /// Free bytes which <see cref="Run"/> reports: the budget of a board without PSRAM. The desktop's own memory
    /// would say nothing about the board.
    /// </summary>
    internal static uint FreeBytes { get; set; } = 84 * 1024;

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
