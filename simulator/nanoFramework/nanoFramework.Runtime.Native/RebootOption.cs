namespace nanoFramework.Runtime.Native;

/// <summary>What the board does instead of going on.</summary>
public enum RebootOption
{
    /// <summary>Restarts the processor.</summary>
    NormalReboot = 0,

    /// <summary>Restarts into nanoBooter, where the board has one (an ESP32 has none).</summary>
    EnterNanoBooter = 1,

    /// <summary>Restarts only the runtime: outputs and the network stay as they are.</summary>
    ClrOnly = 2,

    /// <summary>Restarts into the chip maker's own boot loader.</summary>
    EnterProprietaryBooter = 8,
}
