namespace System.Device.Adc;

/// <summary>
/// Desktop stand-in for the board's analogue converter: twelve bits, and on a desktop zero volts on every channel unless a test says
/// otherwise.
/// </summary>
public class AdcController
{
    private const int Bits = 12;

    /// <summary>Gets or sets what a channel reads, by its number.</summary>
    internal static Func<int, int> Readings { get; set; } = _ => 0;

    /// <summary>Gets the reading at full scale.</summary>
    public int MaxValue => (1 << Bits) - 1;

    /// <summary>Opens a channel.</summary>
    /// <param name="channelNumber">The channel, 0 or more.</param>
    /// <returns>The channel.</returns>
    public AdcChannel OpenChannel(int channelNumber)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channelNumber);
        return new AdcChannel(channelNumber);
    }
}
