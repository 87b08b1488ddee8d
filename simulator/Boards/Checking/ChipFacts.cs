namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>
/// What holds for a chip whatever board it is on, from Espressif's data sheets (ESP32 and ESP32-S3 Series Datasheet: pins, strapping
/// pins, ADC, RTC GPIO). A board's file that says otherwise, or forgets it, is wrong.
/// </summary>
public static class ChipFacts
{
    /// <summary>The ESP32 of the WROOM and WROVER modules.</summary>
    public const string Esp32 = "esp32";

    /// <summary>The ESP32-S3.</summary>
    public const string Esp32S3 = "esp32s3";

    private static readonly int[] s_esp32NoGpio = [20, 24, 28, 29, 30, 31];
    private static readonly int[] s_esp32Adc2 = [0, 2, 4, 12, 13, 14, 15, 25, 26, 27];
    private static readonly int[] s_esp32Adc1 = [36, 37, 38, 39, 32, 33, 34, 35];

    /// <summary>Gets the chips' names.</summary>
    public static IReadOnlyList<string> Chips { get; } = [Esp32, Esp32S3];

    /// <summary>The GPIO numbers a chip has.</summary>
    /// <param name="chip">One of <see cref="Chips"/>.</param>
    /// <returns>The numbers, ascending.</returns>
    public static IReadOnlyList<int> Gpios(string chip) => chip == Esp32
        ? [.. Enumerable.Range(0, 40).Except(s_esp32NoGpio)]
        : [.. Enumerable.Range(0, 22), .. Enumerable.Range(26, 23)];

    /// <summary>
    /// Where the runtime's partition table of a chip puts the program, whatever the flash's size (nf-interpreter,
    /// targets/ESP32/_IDF/{chip}/partitions_nanoclr_*.csv, partition <c>deploy</c>, July 2026).
    /// </summary>
    /// <param name="chip">One of <see cref="Chips"/>.</param>
    /// <returns>The address in the flash.</returns>
    public static int DeploymentAddress(string chip) => chip == Esp32 ? 0x1E0000 : 0x1B0000;

    /// <summary>The channel of converter 1 that measures a GPIO.</summary>
    /// <param name="chip">One of <see cref="Chips"/>.</param>
    /// <param name="gpio">The GPIO.</param>
    /// <returns>The channel, or <c>null</c>.</returns>
    public static int? Adc1(string chip, int gpio)
    {
        int channel = chip == Esp32 ? Array.IndexOf(s_esp32Adc1, gpio) : gpio is >= 1 and <= 10 ? gpio - 1 : -1;
        return channel < 0 ? null : channel;
    }

    /// <summary>The limits that a GPIO has on every board with this chip.</summary>
    /// <param name="chip">One of <see cref="Chips"/>.</param>
    /// <param name="gpio">The GPIO.</param>
    /// <returns>The limits.</returns>
    public static IEnumerable<PinLimit> Limits(string chip, int gpio) => chip == Esp32 ? Esp32Limits(gpio) : Esp32S3Limits(gpio);

    private static IEnumerable<PinLimit> Esp32Limits(int gpio)
    {
        if (gpio is >= 6 and <= 11)
        {
            yield return PinLimit.Flash;
        }

        if (gpio >= 34)
        {
            yield return PinLimit.InputOnly;
            yield return PinLimit.NoPullUp;
        }

        if (gpio is 2 or 12)
        {
            yield return PinLimit.StrapLow;
        }
        else if (gpio == 0)
        {
            yield return PinLimit.StrapHigh;
        }

        if (gpio is 36 or 39)
        {
            yield return PinLimit.Glitch;
        }

        if (s_esp32Adc2.Contains(gpio))
        {
            yield return PinLimit.Adc2;
        }
        else if (gpio < 32)
        {
            // On the ESP32 the RTC domain has exactly the pins of the two converters.
            yield return PinLimit.NoWake;
        }
    }

    private static IEnumerable<PinLimit> Esp32S3Limits(int gpio)
    {
        if (gpio is >= 26 and <= 32)
        {
            yield return PinLimit.Flash;
        }

        if (gpio is 45 or 46)
        {
            yield return PinLimit.StrapLow;
        }
        else if (gpio == 0)
        {
            yield return PinLimit.StrapHigh;
        }

        if (gpio is >= 11 and <= 20)
        {
            yield return PinLimit.Adc2;
        }

        if (gpio > 21)
        {
            yield return PinLimit.NoWake;
        }
    }
}
