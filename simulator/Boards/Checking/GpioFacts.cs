namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>One GPIO of a board.</summary>
/// <param name="Number">Its number, 0 to 48.</param>
/// <param name="Adc1">Its channel of converter 1, or <c>null</c> when that can't measure it.</param>
/// <param name="Limits">What it may not be used for, and why.</param>
public sealed record GpioFacts(int Number, int? Adc1, IReadOnlyDictionary<PinLimit, string> Limits)
{
    // Whatever else it could do, a pin with one of these carries no signal.
    private static readonly PinLimit[] s_taken = [PinLimit.Absent, PinLimit.Flash, PinLimit.Psram, PinLimit.Ethernet, PinLimit.Usb,
        PinLimit.Console, PinLimit.Led];

    /// <summary>Gets the limit that keeps every signal off this pin, or <c>null</c>.</summary>
    public PinLimit? Taken => s_taken.Where(Limits.ContainsKey).Select(limit => (PinLimit?)limit).FirstOrDefault();

    /// <summary>Whether the pin has a limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>Whether it has it.</returns>
    public bool Has(PinLimit limit) => Limits.ContainsKey(limit);
}
