using System;
using System.Device.Gpio;
using AedCabinet.Exchange;

namespace AedCabinet.Controller
{
    /// <summary>One on/off output. Written only when it changes: one write can cost 290 µs on an ESP32.</summary>
    internal sealed class OutputPin
    {
        private readonly GpioPin _pin;
        private State _state;

        private enum State
        {
            Off,
            On,
            Unknown,
        }

        // One that can't be opened drives nothing; the others, and the door, go on.
        public OutputPin(GpioController controller, int pin, NoticeQueue notices)
        {
            if (pin < 0)
            {
                return;
            }

            try
            {
                _pin = controller.OpenPin(pin, PinMode.Output);
                _pin.Write(PinValue.Low);
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                _pin = null;
                notices?.TellFailed("pin" + pin.ToString(), exception);
            }
        }

        public void Drive(bool isOn)
        {
            State state = isOn ? State.On : State.Off;
            if (state != _state)
            {
                // A write that finds no memory may or may not have happened, so the next one is not skipped.
                _state = State.Unknown;
                if (_pin != null)
                {
                    _pin.Write(isOn ? PinValue.High : PinValue.Low);
                }

                _state = state;
            }
        }
    }
}
