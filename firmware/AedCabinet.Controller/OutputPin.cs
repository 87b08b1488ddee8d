using System.Device.Gpio;

namespace AedCabinet.Controller
{
    /// <summary>One on/off output. Written only when it changes: one write can cost 290 µs on an ESP32.</summary>
    internal sealed class OutputPin
    {
        private readonly GpioPin _pin;
        private bool _isOn;
        private bool _isKnown = true;

        public OutputPin(GpioController controller, int pin)
        {
            if (pin >= 0)
            {
                _pin = controller.OpenPin(pin, PinMode.Output);
                _pin.Write(PinValue.Low);
            }
        }

        public void Drive(bool isOn)
        {
            if (isOn == _isOn && _isKnown)
            {
                return;
            }

            // A write takes memory and may find none: what the pin is then, nobody knows until one succeeds.
            _isKnown = false;
            _isOn = isOn;
            if (_pin != null)
            {
                _pin.Write(isOn ? PinValue.High : PinValue.Low);
            }

            _isKnown = true;
        }
    }
}
