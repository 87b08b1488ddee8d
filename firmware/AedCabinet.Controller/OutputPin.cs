using System.Device.Gpio;

namespace AedCabinet.Controller
{
    /// <summary>One on/off output. Written only when it changes: one write can cost 290 µs on an ESP32.</summary>
    internal sealed class OutputPin
    {
        private readonly GpioPin _pin;
        private bool _isOn;

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
            if (isOn != _isOn)
            {
                if (_pin != null)
                {
                    _pin.Write(isOn ? PinValue.High : PinValue.Low);
                }

                // Only now: a write takes memory, and may have had none.
                _isOn = isOn;
            }
        }
    }
}
