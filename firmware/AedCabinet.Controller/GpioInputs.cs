using System.Device.Gpio;

namespace AedCabinet.Controller
{
    /// <summary>Reads the input image from the board's pins. Polled every scan: on this platform polling is the truth.</summary>
    public sealed class GpioInputs
    {
        private readonly GpioPin _aedDoor;
        private readonly GpioPin _aedPresence;
        private readonly GpioPin _kitDoor;
        private readonly GpioPin _tamper;
        private readonly GpioPin _sos;
        private readonly GpioPin _service;
        private readonly GpioPin _mains;
        private readonly LightInput _green;
        private readonly LightInput _red;

        /// <summary>Initializes a new instance of the <see cref="GpioInputs"/> class and opens the pins.</summary>
        /// <param name="controller">The board's GPIO.</param>
        /// <param name="pins">Which pin carries what.</param>
        /// <param name="clock">The time of this boot, for what interrupts catch.</param>
        public GpioInputs(GpioController controller, PinMap pins, BootClock clock)
        {
            _aedDoor = Open(controller, pins.AedDoor);
            _aedPresence = Open(controller, pins.AedPresence);
            _kitDoor = Open(controller, pins.KitDoor);
            _tamper = Open(controller, pins.Tamper);
            _sos = Open(controller, pins.Sos);
            _service = Open(controller, pins.Service);
            _mains = Open(controller, pins.Mains);
            _green = new LightInput(controller, pins.IndicatorGreen, clock);
            _red = new LightInput(controller, pins.IndicatorRed, clock);
        }

        /// <summary>Reads every wired contact and light.</summary>
        /// <param name="image">Receives the readings.</param>
        public void Read(InputImage image)
        {
            image.AedDoorContactOpen = IsOpenCircuit(_aedDoor);
            image.AedPresenceContactClosed = !IsOpenCircuit(_aedPresence);
            image.KitDoorContactOpen = IsOpenCircuit(_kitDoor);
            image.TamperContactOpen = IsOpenCircuit(_tamper);
            image.SosContactClosed = !IsOpenCircuit(_sos);
            image.ServiceContactClosed = !IsOpenCircuit(_service);
            image.MainsPresent = !IsOpenCircuit(_mains);
            image.GreenLit = _green.Read(image.GreenEdges);
            image.RedLit = _red.Read(image.RedEdges);
        }

        // Contacts go to ground with a pull-up. On GPIO 34 to 39, which have none, the circuit has it.
        private static GpioPin Open(GpioController controller, int pin) =>
            pin < 0 ? null : controller.OpenPin(pin, PinMode.InputPullUp);

        private static bool IsOpenCircuit(GpioPin pin) => pin == null || pin.Read() == PinValue.High;
    }
}
