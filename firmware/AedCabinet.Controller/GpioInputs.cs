using System;
using System.Device.Gpio;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;

namespace AedCabinet.Controller
{
    /// <summary>Reads the input image from the board's pins. Polled every scan: on this platform polling is the truth.</summary>
    public sealed class GpioInputs
    {
        private const int AedDoor = 0;
        private const int AedPresence = 1;
        private const int KitDoor = 2;
        private const int Tamper = 3;
        private const int Sos = 4;
        private const int Service = 5;
        private const int Mains = 6;
        private const int Green = 7;
        private const int Red = 8;
        private const int Count = 9;

        private readonly GpioPin[] _pins = new GpioPin[Count];
        private readonly LightInput _green;
        private readonly LightInput _red;
        private PinValue _level;
        private int _open = -1;
        private int _turn;

        /// <summary>Initializes a new instance of the <see cref="GpioInputs"/> class and opens the pins.</summary>
        /// <param name="controller">The board's GPIO.</param>
        /// <param name="pins">Which pin carries what.</param>
        /// <param name="clock">The time of this boot, for what interrupts catch.</param>
        /// <param name="notices">Told of pins that can't be opened; <c>null</c> for nobody.</param>
        /// <param name="kind">What the enclosure holds: an AED alone has neither a kit's door nor SOS, and a pin takes 240 bytes.</param>
        public GpioInputs(GpioController controller, PinMap pins, BootClock clock, NoticeQueue notices = null,
            CabinetKind kind = CabinetKind.Station)
        {
            bool hasKit = kind != CabinetKind.Aed;
            _pins[AedDoor] = Open(controller, pins.AedDoor, notices);
            _pins[AedPresence] = Open(controller, pins.AedPresence, notices);
            _pins[KitDoor] = Open(controller, hasKit ? pins.KitDoor : -1, notices);
            _pins[Tamper] = Open(controller, pins.Tamper, notices);
            _pins[Sos] = Open(controller, hasKit ? pins.Sos : -1, notices);
            _pins[Service] = Open(controller, pins.Service, notices);
            _pins[Mains] = Open(controller, pins.Mains, notices);
            _green = new LightInput(controller, pins.IndicatorGreen, clock, notices);
            _red = new LightInput(controller, pins.IndicatorRed, clock, notices);
            _pins[Green] = _green.Pin;
            _pins[Red] = _red.Pin;
        }

        /// <summary>Reads every wired contact and light.</summary>
        /// <param name="image">Receives the readings.</param>
        public void Read(InputImage image)
        {
            // Bits of open circuits. What is not wired reads as one, a light that is not wired as dark.
            int open = ReadOpenCircuits();
            image.AedDoorContactOpen = (open & (1 << AedDoor)) != 0;
            image.AedPresenceContactClosed = (open & (1 << AedPresence)) == 0;
            image.KitDoorContactOpen = (open & (1 << KitDoor)) != 0;
            image.TamperContactOpen = (open & (1 << Tamper)) != 0;
            image.SosContactClosed = (open & (1 << Sos)) == 0;
            image.ServiceContactClosed = (open & (1 << Service)) == 0;
            image.MainsPresent = (open & (1 << Mains)) == 0;

            // The photo-transistor pulls down while it sees light.
            image.GreenLit = (open & (1 << Green)) == 0;
            image.RedLit = (open & (1 << Red)) == 0;
            _green.Take(image.GreenEdges);
            _red.Take(image.RedEdges);
        }

        /// <summary>Opens an input. One that can't be opened reads as an open circuit: of a door that fails towards alerting.</summary>
        /// <param name="controller">The board's GPIO.</param>
        /// <param name="pin">The GPIO, below 0 for one that is not wired.</param>
        /// <param name="notices">Told when it can't be opened; <c>null</c> for nobody.</param>
        /// <returns>The pin, or <c>null</c>.</returns>
        internal static GpioPin Open(GpioController controller, int pin, NoticeQueue notices)
        {
            try
            {
                // Contacts go to ground with a pull-up. On GPIO 34 to 39, which have none, the circuit has it.
                return pin < 0 ? null : controller.OpenPin(pin, PinMode.InputPullUp);
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                notices?.TellFailed("pin" + pin.ToString(), exception);
                return null;
            }
        }

        // On the device every PinValue that is returned, passed, compared or converted is an object of 24 bytes, fifty times a second
        // for each pin. One in a field that is asked for its hash code, which is the level, is not copied. What is judged over 100 ms
        // or more (service button, mains, lights) takes turns, one in each scan; a light is read too in every scan in which it moves:
        // its interrupt says so. Doors, presence and tamper are read together: whether they opened in one scan matters (SPEC §4).
        private int ReadOpenCircuits()
        {
            bool isFirst = _turn == 0;
            do
            {
                _turn = _turn < Service || _turn == Red ? Service : _turn + 1;
            }
            while (_pins[_turn] == null && _turn != Red);

            for (int i = 0; i < Count; i++)
            {
                bool isDue = isFirst || i < Service || i == _turn || (i == Green && _green.HasEdges) || (i == Red && _red.HasEdges);
                if (!isDue || _pins[i] == null)
                {
                    continue;
                }

                _level = _pins[i].Read();
                _open = _level.GetHashCode() == 0 ? _open & ~(1 << i) : _open | (1 << i);
            }

            return _open;
        }
    }
}
