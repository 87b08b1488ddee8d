namespace nanoFramework.Runtime.Native;

/// <summary>Desktop stand-in for what a board says about itself. The simulator may name the board that it plays.</summary>
public static class SystemInfo
{
    /// <summary>Version of the runtime on the board; on a desktop that of .NET.</summary>
    public static Version Version { get; internal set; } = Environment.Version;

    /// <summary>Name of the firmware target, such as ESP32_REV3; on a desktop "DESKTOP".</summary>
    public static string TargetName { get; internal set; } = "DESKTOP";

    /// <summary>Family of the processor, such as ESP32; on a desktop "DOTNET".</summary>
    public static string Platform { get; internal set; } = "DOTNET";

    /// <summary>What the maker of the firmware image says about it.</summary>
    public static string OEMString { get; internal set; } = "Desktop stand-in";
}
