namespace nanoFramework.Hardware.Esp32;

/// <summary>What a board asked to be woken by.</summary>
internal sealed record SimulatedSleep
{
    /// <summary>Gets the time after which it wakes.</summary>
    public TimeSpan Timer { get; init; }

    /// <summary>Gets the one pin that wakes it.</summary>
    public Sleep.WakeupGpioPin Pin { get; init; }

    /// <summary>Gets at which level of that pin.</summary>
    public int Level { get; init; }

    /// <summary>Gets the several pins that wake it.</summary>
    public Sleep.WakeupGpioPin Pins { get; init; }

    /// <summary>Gets at which levels of those.</summary>
    public Sleep.WakeupMode Mode { get; init; }

    /// <summary>Gets a value indicating whether it sleeps.</summary>
    public bool HasBegun { get; init; }
}
