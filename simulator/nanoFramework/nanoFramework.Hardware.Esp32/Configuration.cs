using System.Collections.Concurrent;

namespace nanoFramework.Hardware.Esp32;

/// <summary>
/// Desktop stand-in for the pin map of an ESP32. It remembers which pin a serial port was given and refuses what the
/// chip refuses; no pin is touched.
/// </summary>
public class Configuration
{
    // GPIO 34 to 39 of an ESP32 are input only.
    private const int FirstInputOnlyPin = 34;
    private const int LastPin = 39;

    private static readonly ConcurrentDictionary<DeviceFunction, int> s_pins = new();

    static Configuration() => Reset();

    /// <summary>Gives <paramref name="pin"/> to a function.</summary>
    /// <param name="pin">GPIO number, 0 to 39.</param>
    /// <param name="value">The function. The converter's channels have fixed pins and cannot be given another.</param>
    /// <exception cref="ArgumentException">The function has fixed pins, or it is an output and the pin is input only.</exception>
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        var isOutput = value is DeviceFunction.COM1_TX or DeviceFunction.COM2_TX or DeviceFunction.COM3_TX;
        var isInput = value is DeviceFunction.COM1_RX or DeviceFunction.COM2_RX or DeviceFunction.COM3_RX;
        if (pin < 0 || pin > LastPin || !(isOutput || isInput) || (isOutput && pin >= FirstInputOnlyPin))
        {
            throw new ArgumentException(null);
        }

        s_pins[value] = pin;
    }

    /// <summary>Tells which pin a function has.</summary>
    /// <param name="function">The function.</param>
    /// <returns>GPIO number, or -1 when it was given none.</returns>
    public static int GetFunctionPin(DeviceFunction function) => s_pins.GetValueOrDefault(function, -1);

    /// <summary>The map of a board that starts: the console and the converter's fixed pins.</summary>
    internal static void Reset()
    {
        s_pins.Clear();
        s_pins[DeviceFunction.COM1_TX] = 1;
        s_pins[DeviceFunction.COM1_RX] = 3;

        int[] converterPins = [36, 37, 38, 39, 32, 33, 34, 35];
        for (var channel = 0; channel < converterPins.Length; channel++)
        {
            s_pins[DeviceFunction.ADC1_CH0 + channel] = converterPins[channel];
        }
    }
}
