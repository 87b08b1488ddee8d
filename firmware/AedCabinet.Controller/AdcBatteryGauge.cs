using System.Device.Adc;

namespace AedCabinet.Controller
{
    /// <summary>Measures the battery through its divider on converter 1 of the board (converter 2 can't be used with Wi-Fi).</summary>
    public sealed class AdcBatteryGauge : IBatteryGauge
    {
        // Converter 1 of the ESP32: GPIO 32 to 39 by channel.
        private static readonly int[] s_channels = { 4, 5, 6, 7, 0, 1, 2, 3 };
        private const int FirstPin = 32;

        private readonly AdcChannel _channel;
        private readonly int _maxValue;
        private readonly int _fullScaleMv;

        /// <summary>Initializes a new instance of the <see cref="AdcBatteryGauge"/> class.</summary>
        /// <param name="pin">The GPIO, 32 to 39; anything else means that no battery is wired.</param>
        /// <param name="fullScaleMv">The battery's voltage at full scale, in millivolts.</param>
        public AdcBatteryGauge(int pin, int fullScaleMv)
        {
            _fullScaleMv = fullScaleMv;
            if (pin >= FirstPin && pin < FirstPin + s_channels.Length)
            {
                AdcController controller = new AdcController();
                _maxValue = controller.MaxValue;
                _channel = controller.OpenChannel(s_channels[pin - FirstPin]);
            }
        }

        /// <inheritdoc/>
        public int ReadMv() => _channel == null ? 0 : (int)((long)_channel.ReadValue() * _fullScaleMv / _maxValue);
    }
}
