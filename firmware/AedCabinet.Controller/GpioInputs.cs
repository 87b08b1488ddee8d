using System.Device.Gpio;

namespace AedCabinet.Controller
{
    /// <summary>Reads the input image from the board's pins. Polled every scan: on this platform polling is the truth.</summary>
    public sealed class GpioInputs
    {
        private readonly GpioPin _aedDoor;
        private readonly GpioPin _aedPresence;

        /// <summary>Initializes a new instance of the <see cref="GpioInputs"/> class and opens the pins.</summary>
        /// <param name="controller">The board's GPIO.</param>
        /// <param name="pins">Which pin carries what.</param>
        public GpioInputs(GpioController controller, PinMap pins)
        {
            _aedDoor = Open(controller, pins.AedDoor);
            _aedPresence = Open(controller, pins.AedPresence);
        }

        /// <summary>Reads every wired contact.</summary>
        /// <param name="image">Receives the readings.</param>
        public void Read(InputImage image)
        {
            image.AedDoorContactOpen = IsOpenCircuit(_aedDoor);
            image.AedPresenceContactClosed = !IsOpenCircuit(_aedPresence);
        }

        // Contacts go to ground with a pull-up. On GPIO 34 to 39, which have none, the circuit has it.
        private static GpioPin Open(GpioController controller, int pin) =>
            pin < 0 ? null : controller.OpenPin(pin, PinMode.InputPullUp);

        private static bool IsOpenCircuit(GpioPin pin) => pin == null || pin.Read() == PinValue.High;
    }
}
