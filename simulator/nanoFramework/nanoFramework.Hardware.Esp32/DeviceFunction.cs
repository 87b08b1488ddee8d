namespace nanoFramework.Hardware.Esp32;

/// <summary>
/// What a pin of an ESP32 can be given to. Those of the serial ports and the first ADC channels: a cabinet uses no other.
/// </summary>
public enum DeviceFunction
{
    /// <summary>Transmit pin of COM1, which is also the console.</summary>
    COM1_TX = 196864,

    /// <summary>Receive pin of COM1, which is also the console.</summary>
    COM1_RX = 196865,

    /// <summary>Transmit pin of COM2.</summary>
    COM2_TX = 197120,

    /// <summary>Receive pin of COM2.</summary>
    COM2_RX = 197121,

    /// <summary>Transmit pin of COM3.</summary>
    COM3_TX = 197376,

    /// <summary>Receive pin of COM3.</summary>
    COM3_RX = 197377,

    /// <summary>Channel 0 of the first converter.</summary>
    ADC1_CH0 = 327936,

    /// <summary>Channel 1 of the first converter.</summary>
    ADC1_CH1 = 327937,

    /// <summary>Channel 2 of the first converter.</summary>
    ADC1_CH2 = 327938,

    /// <summary>Channel 3 of the first converter.</summary>
    ADC1_CH3 = 327939,

    /// <summary>Channel 4 of the first converter.</summary>
    ADC1_CH4 = 327940,

    /// <summary>Channel 5 of the first converter.</summary>
    ADC1_CH5 = 327941,

    /// <summary>Channel 6 of the first converter.</summary>
    ADC1_CH6 = 327942,

    /// <summary>Channel 7 of the first converter.</summary>
    ADC1_CH7 = 327943,
}
