namespace nanoFramework.Hardware.Esp32;

/// <summary>Desktop stand-in for the sleep control of an ESP32: what woke it, and what it asks to be woken by.</summary>
public class Sleep
{
    private static readonly AsyncLocal<WakeupCause> s_wakeupCause = new();
    private static readonly AsyncLocal<SimulatedSleep?> s_asked = new();

    /// <summary>Pins that wake, one bit each.</summary>
    [Flags]
    public enum WakeupGpioPin : ulong
    {
        /// <summary>No pin.</summary>
        None = 0,
    }

    /// <summary>At which levels of several pins the board wakes.</summary>
    public enum WakeupMode
    {
        /// <summary>All are low.</summary>
        AllLow = 0,

        /// <summary>Any is high.</summary>
        AnyHigh = 1,
    }

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

    /// <summary>What was asked for on this flow of execution, <c>null</c> before anything was.</summary>
    internal static SimulatedSleep? Simulated
    {
        get => s_asked.Value;
        set => s_asked.Value = value;
    }

    /// <summary>Wakes after a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>What the platform makes of it.</returns>
    public static EspNativeError EnableWakeupByTimer(TimeSpan time)
    {
        Simulated = (Simulated ?? new SimulatedSleep()) with { Timer = time };
        return EspNativeError.OK;
    }

    /// <summary>Wakes at a level of one pin (EXT0).</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="level">0 or 1.</param>
    /// <returns>What the platform makes of it.</returns>
    public static EspNativeError EnableWakeupByPin(WakeupGpioPin pin, int level)
    {
        Simulated = (Simulated ?? new SimulatedSleep()) with { Pin = pin, Level = level };
        return EspNativeError.OK;
    }

    /// <summary>Wakes at levels of several pins (EXT1).</summary>
    /// <param name="pins">The pins.</param>
    /// <param name="mode">Which levels.</param>
    /// <returns>What the platform makes of it.</returns>
    public static EspNativeError EnableWakeupByMultiPins(WakeupGpioPin pins, WakeupMode mode)
    {
        Simulated = (Simulated ?? new SimulatedSleep()) with { Pins = pins, Mode = mode };
        return EspNativeError.OK;
    }

    /// <summary>Sleeps. Returns on a desktop only.</summary>
    public static void StartDeepSleep() => Simulated = (Simulated ?? new SimulatedSleep()) with { HasBegun = true };

    /// <summary>Tells what ended the last sleep.</summary>
    public static WakeupCause GetWakeupCause() => s_wakeupCause.Value;
}
