using System.Device.Gpio;

namespace AedCabinet.Controller
{
    /// <summary>
    /// One photo-transistor over the AED's lights: polled for the truth, and caught by interrupt for pulses between two polls,
    /// which the platform reports without a time, so the handler takes it.
    /// </summary>
    internal sealed class LightInput
    {
        private readonly GpioPin _pin;
        private readonly BootClock _clock;
        private readonly LightEdges _caught = new LightEdges();

        public LightInput(GpioController controller, int pin, BootClock clock)
        {
            _clock = clock;
            if (pin >= 0)
            {
                _pin = controller.OpenPin(pin, PinMode.InputPullUp);
                controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Rising | PinEventTypes.Falling, OnEdge);
            }
        }

        public bool Read(LightEdges edges)
        {
            _caught.MoveTo(edges);

            // The photo-transistor pulls down while it sees light.
            return _pin != null && _pin.Read() == PinValue.Low;
        }

        private void OnEdge(object sender, PinValueChangedEventArgs e) => _caught.Add(e.ChangeType == PinEventTypes.Falling, _clock.NowMs);
    }
}
