using System;
using System.Device.Gpio;
using AedCabinet.Exchange;
using AedCabinet.Inputs;

namespace AedCabinet.Controller
{
    /// <summary>
    /// One photo-transistor over the AED's lights: polled for the truth, and caught by interrupt for pulses between two polls,
    /// which the platform reports without a time, so the handler takes it.
    /// </summary>
    internal sealed class LightInput
    {
        private readonly BootClock _clock;
        private readonly LightEdges _caught = new LightEdges();

        public LightInput(GpioController controller, int pin, BootClock clock, NoticeQueue notices)
        {
            _clock = clock;
            Pin = GpioInputs.Open(controller, pin, notices);
            if (Pin == null)
            {
                return;
            }

            try
            {
                controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Rising | PinEventTypes.Falling, OnEdge);
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // Without the interrupt short flashes are missed: then the light stays unknown.
                Pin = null;
                notices?.TellFailed("indicator", exception);
            }
        }

        /// <summary>Gets the pin to poll, or <c>null</c> where none is wired.</summary>
        public GpioPin Pin { get; }

        /// <summary>Gets a value indicating whether the light has moved since its edges were taken.</summary>
        public bool HasEdges => _caught.Count > 0;

        /// <summary>Takes the edges caught since the last call.</summary>
        public void Take(LightEdges edges) => _caught.MoveTo(edges);

        private void OnEdge(object sender, PinValueChangedEventArgs e) => _caught.Add(e.ChangeType == PinEventTypes.Falling, _clock.NowMs);
    }
}
