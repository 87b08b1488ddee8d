namespace nanoFramework.Hardware.Esp32;

/// <summary>Desktop stand-in for the sleep control of an ESP32: so far only what woke it.</summary>
public class Sleep
{
    private static readonly AsyncLocal<WakeupCause> s_wakeupCause = new();

    /// <summary>What ended a sleep.</summary>
    public enum WakeupCause
    {
        /// <summary>The board did not sleep: power or a restart started it.</summary>
        Undefined = 0,

        /// <summary>One pin (EXT0).</summary>
        Ext0 = 2,

        /// <summary>One of several pins (EXT1).</summary>
        Ext1 = 3,

        /// <summary>The timer.</summary>
        Timer = 4,

        /// <summary>A touch pad.</summary>
        TouchPad = 5,

        /// <summary>The ultra-low-power processor.</summary>
        Ulp = 6,

        /// <summary>A pin, in light sleep.</summary>
        Gpio = 7,

        /// <summary>The serial port, in light sleep.</summary>
        Uart = 8,

        /// <summary>The radio, in light sleep.</summary>
        Wifi = 9,

        /// <summary>The second processor.</summary>
        CoCpu = 10,

        /// <summary>A crash of the second processor.</summary>
        CoCpuTrapTrig = 11,

        /// <summary>Bluetooth, in light sleep.</summary>
        Bt = 12,
    }

    /// <summary>
    /// What the simulated board woke from. It belongs to the flow of execution that set it and to the threads started
    /// from there, so cabinets which share a process don't share their causes.
    /// </summary>
    internal static WakeupCause SimulatedWakeupCause
    {
        get => s_wakeupCause.Value;
        set => s_wakeupCause.Value = value;
    }

    /// <summary>Tells what ended the last sleep.</summary>
    public static WakeupCause GetWakeupCause() => s_wakeupCause.Value;
}
