using System;
using System.Device.Gpio;

namespace AedCabinet.Controller
{
    /// <summary>Drives the board's pins from the output image.</summary>
    public sealed class GpioOutputs
    {
        private readonly OutputPin _sounder;
        private readonly OutputPin _sounderInhibit;
        private readonly OutputPin _beacon;
        private readonly OutputPin _lampGreen;
        private readonly OutputPin _lampAmber;
        private readonly OutputPin _lampRed;
        private readonly OutputPin _heater;
        private readonly OutputPin _fan;
        private readonly OutputPin _lock;

        /// <summary>Initializes a new instance of the <see cref="GpioOutputs"/> class, opens the pins and switches all of them off.</summary>
        /// <param name="controller">The board's GPIO.</param>
        /// <param name="pins">Which pin carries what.</param>
        public GpioOutputs(GpioController controller, PinMap pins)
        {
            _sounder = new OutputPin(controller, pins.Sounder);
            _sounderInhibit = new OutputPin(controller, pins.SounderInhibit);
            _beacon = new OutputPin(controller, pins.Beacon);
            _lampGreen = new OutputPin(controller, pins.LampGreen);
            _lampAmber = new OutputPin(controller, pins.LampAmber);
            _lampRed = new OutputPin(controller, pins.LampRed);
            _heater = new OutputPin(controller, pins.Heater);
            _fan = new OutputPin(controller, pins.Fan);
            _lock = new OutputPin(controller, pins.Lock);
        }

        /// <summary>Drives what differs from what is driven already; the sounder first.</summary>
        /// <param name="image">What the pins are to be.</param>
        public void Write(OutputImage image)
        {
            _sounder.Drive(image.Sounder);
            _sounderInhibit.Drive(image.SounderInhibit);
            _beacon.Drive(image.Beacon);
            _lampGreen.Drive(image.LampGreen);
            _lampAmber.Drive(image.LampAmber);
            _lampRed.Drive(image.LampRed);
            _heater.Drive(image.HeaterOn);
            _fan.Drive(image.FanOn);
            _lock.Drive(!image.LockRelease);
        }

        /// <summary>Switches all of them off: heater off, lock released, sounder quiet (SPEC §3). Never throws; what can't be driven keeps nothing else from it.</summary>
        public void MakeSafe()
        {
            // What can burn or lock in first.
            SwitchOff(_heater);
            SwitchOff(_fan);
            SwitchOff(_lock);
            SwitchOff(_sounder);
            SwitchOff(_sounderInhibit);
            SwitchOff(_beacon);
            SwitchOff(_lampGreen);
            SwitchOff(_lampAmber);
            SwitchOff(_lampRed);
        }

        private static void SwitchOff(OutputPin pin)
        {
            try
            {
                pin.Drive(false);
            }
            catch (Exception)
            {
                // Out of memory or out of order: the restart that follows lets go of every pin.
            }
        }
    }
}
