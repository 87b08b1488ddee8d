using System;
using System.Device.Adc;
using AedCabinet.Platform;

namespace AedCabinet.Controller
{
    /// <summary>Measures the battery through its divider on converter 1 of the board (converter 2 can't be used with Wi-Fi).</summary>
    public sealed class AdcBatteryGauge : IBatteryGauge
    {
        // Converter 1 of the ESP32: GPIO 32 to 39 by channel.
        private const int FirstPin = 32;
        private const int LastPin = 39;
        private const int ChannelOfFirstPin = 4;
        private const int Channels = 8;

        // Converter 1 of the ESP32-S3: GPIO 1 to 10, channel 0 to 9. No pin is on both chips' lists.
        private const int LastPinOfS3 = 10;

        private const int CannotMeasure = -1;

        private readonly AdcChannel _channel;

        // Returned without a channel; 0 mV where no gauge is wired.
        private readonly int _maxValue;
        private readonly int _fullScaleMv;

        /// <summary>Initializes a new instance of the <see cref="AdcBatteryGauge"/> class.</summary>
        /// <param name="pin">The GPIO, 32 to 39 on an ESP32, 1 to 10 on an ESP32-S3; anything else means that no battery is wired.</param>
        /// <param name="fullScaleMv">The battery's voltage at full scale, in millivolts.</param>
        public AdcBatteryGauge(int pin, int fullScaleMv)
        {
            _fullScaleMv = fullScaleMv;
            int channel = ChannelOf(pin);
            if (channel < 0)
            {
                return;
            }

            try
            {
                AdcController controller = new AdcController();
                _maxValue = controller.MaxValue;
                _channel = controller.OpenChannel(channel);
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // A gauge is optional: without one the cabinet works, and says so.
                _maxValue = CannotMeasure;
            }
        }

        /// <inheritdoc/>
        public int ReadMv() => _channel == null ? _maxValue : (int)((long)_channel.ReadValue() * _fullScaleMv / _maxValue);

        private static int ChannelOf(int pin) =>
            pin >= FirstPin && pin <= LastPin ? (pin - FirstPin + ChannelOfFirstPin) % Channels
            : pin >= 1 && pin <= LastPinOfS3 ? pin - 1
            : -1;
    }
}
