namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>May this pin carry this signal?</summary>
internal static class PinRules
{
    private const int SuggestedPins = 3;

    /// <summary>Why a pin can't carry a signal.</summary>
    /// <param name="board">The board.</param>
    /// <param name="signal">The signal, as the reference circuit wires it.</param>
    /// <param name="gpio">The pin.</param>
    /// <returns>The reason, or <c>null</c> when it can.</returns>
    public static string? WhyNot(BoardFile board, CircuitSignal signal, GpioFacts gpio)
    {
        if (gpio.Taken is PinLimit taken)
        {
            return $"the pin is {Word(taken)} ({gpio.Limits[taken]})";
        }

        if (gpio.Has(PinLimit.InputOnly) && signal.Direction == CircuitSignal.Output)
        {
            return "the signal is an output, and the pin is input only";
        }

        if (gpio.Has(PinLimit.NoPullUp) && signal.Direction == CircuitSignal.Input && signal.PullUp == CircuitSignal.InternalPullUp)
        {
            return "the signal relies on the internal pull-up, and the pin has none";
        }

        return Strapping(signal, gpio) ?? Measuring(board, signal, gpio) ?? Noticing(board, signal, gpio);
    }

    /// <summary>Names free pins that could carry a signal.</summary>
    /// <param name="board">The board.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>What to do, as the end of a message.</returns>
    public static string Instead(BoardFile board, CircuitSignal signal)
    {
        int[] free =
        [
            .. board.Gpio.Values
                .Where(
                    gpio => !board.Pins.Values.Contains(gpio.Number) && !board.Ports.Values.Contains(gpio.Number)
                        && board.Header.Gpios.Contains(gpio.Number) && WhyNot(board, signal, gpio) is null)
                .OrderBy(gpio => gpio.Has(PinLimit.StrapLow) || gpio.Has(PinLimit.StrapHigh))
                .ThenBy(gpio => gpio.Limits.Count)
                .ThenBy(gpio => gpio.Number)
                .Select(gpio => gpio.Number)
                .Take(SuggestedPins),
        ];
        return free.Length == 0
            ? "no free pin of this board can carry it: move another signal away, or leave this one out and say why under \"lacks\""
            : $"use GPIO {string.Join(" or ", free)}, which is free";
    }

    // A contact may be open or closed when the board starts, so it has both levels.
    private static string? Strapping(CircuitSignal signal, GpioFacts gpio)
    {
        bool mayBeHigh = signal.AtReset is "high" or "either";
        bool mayBeLow = signal.AtReset is "low" or "either";
        if (gpio.Limits.TryGetValue(PinLimit.StrapLow, out string? high) && mayBeHigh)
        {
            return $"the pin decides how the board starts, and this signal can be high at reset ({high})";
        }

        return gpio.Limits.TryGetValue(PinLimit.StrapHigh, out string? low) && mayBeLow
            ? $"the pin decides how the board starts, and this signal can be low at reset ({low})"
            : null;
    }

    private static string? Measuring(BoardFile board, CircuitSignal signal, GpioFacts gpio)
    {
        if (signal.Direction != CircuitSignal.Analog || gpio.Adc1 is not null)
        {
            return null;
        }

        if (!gpio.Has(PinLimit.Adc2))
        {
            return "the pin has no converter, and the battery's voltage must be measured";
        }

        return board.Network == BoardFile.Wifi
            ? "the pin measures on converter 2, which can't be used with Wi-Fi"
            : "the pin measures on converter 2, and the firmware uses converter 1 only";
    }

    private static string? Noticing(BoardFile board, CircuitSignal signal, GpioFacts gpio)
    {
        if (signal.Interrupt && gpio.Limits.TryGetValue(PinLimit.Glitch, out string? glitch))
        {
            return $"the signal's pulses are caught by interrupt, and the pin {glitch}";
        }

        return signal.Wakes && board.Sleeps && gpio.Has(PinLimit.NoWake)
            ? "the signal must wake a battery kit, and the pin can't wake the chip from deep sleep"
            : null;
    }

    private static string Word(PinLimit taken) => taken switch
    {
        PinLimit.Absent => "not there",
        PinLimit.Flash => "the flash chip's",
        PinLimit.Psram => "the PSRAM's",
        PinLimit.Ethernet => "the Ethernet chip's",
        PinLimit.Usb => "the USB socket's",
        PinLimit.Console => "the serial log's",
        _ => "that of the board's own light",
    };
}
