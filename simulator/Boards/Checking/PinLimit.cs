namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>
/// What a GPIO of a board may not be used for, or must be used with care for. In a board's file by the same name with a small first letter.
/// </summary>
public enum PinLimit
{
    /// <summary>Not brought out of the module or the board.</summary>
    Absent,

    /// <summary>Wired to the flash chip.</summary>
    Flash,

    /// <summary>Wired to the PSRAM chip.</summary>
    Psram,

    /// <summary>Wired to the Ethernet chip.</summary>
    Ethernet,

    /// <summary>Wired to a USB socket.</summary>
    Usb,

    /// <summary>The serial port of flashing and of the log.</summary>
    Console,

    /// <summary>Wired to a light on the board.</summary>
    Led,

    /// <summary>Has no output driver.</summary>
    InputOnly,

    /// <summary>Has no internal pull-up.</summary>
    NoPullUp,

    /// <summary>Decides at reset how the board starts: must be low then.</summary>
    StrapLow,

    /// <summary>Decides at reset how the board starts: must be high then.</summary>
    StrapHigh,

    /// <summary>Is read at reset, but neither level does harm.</summary>
    StrapAny,

    /// <summary>Measures on converter 2 only.</summary>
    Adc2,

    /// <summary>Shows pulses that are not there.</summary>
    Glitch,

    /// <summary>Can't wake the chip from deep sleep.</summary>
    NoWake,

    /// <summary>Is a debugger's pin when one is attached.</summary>
    Jtag,
}
