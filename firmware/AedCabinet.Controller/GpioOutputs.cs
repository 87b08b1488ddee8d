using System;
using System.Device.Gpio;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using AedCabinet.State;

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
        private readonly NoticeQueue _notices;
        private bool _isTold;

        /// <summary>
        /// Initializes a new instance of the <see cref="GpioOutputs"/> class, opens the pins and switches all of them off.
        /// </summary>
        /// <param name="controller">The board's GPIO.</param>
        /// <param name="pins">Which pin carries what.</param>
        /// <param name="notices">Told of pins that can't be opened or driven; <c>null</c> for nobody.</param>
        public GpioOutputs(GpioController controller, PinMap pins, NoticeQueue notices = null)
        {
            _notices = notices;
            _sounder = new OutputPin(controller, pins.Sounder, notices);
            _sounderInhibit = new OutputPin(controller, pins.SounderInhibit, notices);
            _beacon = new OutputPin(controller, pins.Beacon, notices);
            _lampGreen = new OutputPin(controller, pins.LampGreen, notices);
            _lampAmber = new OutputPin(controller, pins.LampAmber, notices);
            _lampRed = new OutputPin(controller, pins.LampRed, notices);
            _heater = new OutputPin(controller, pins.Heater, notices);
            _fan = new OutputPin(controller, pins.Fan, notices);
            _lock = new OutputPin(controller, pins.Lock, notices);
        }

        /// <summary>Drives what differs from what is driven already; the sounder first.</summary>
        /// <param name="image">What the pins are to be.</param>
        public void Write(OutputImage image)
        {
            _sounder.Drive(image.Sounder);
            _sounderInhibit.Drive(image.SounderInhibit);
            _beacon.Drive(image.Beacon);
            _heater.Drive(image.HeaterOn);
            _lock.Drive(!image.LockRelease);
            try
            {
                _fan.Drive(image.FanOn);
                _lampGreen.Drive(image.LampGreen);
                _lampAmber.Drive(image.LampAmber);
                _lampRed.Drive(image.LampRed);
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // Optional: nothing burns, locks or stays silent for want of them. Tried again in the next scan.
                if (!_isTold)
                {
                    _isTold = true;
                    _notices?.TellFailed("lamps", exception);
                }
            }
        }

        /// <summary>
        /// Switches all of them off: heater off, lock released, sounder quiet (SPEC §3). Never throws; what can't be driven keeps nothing
        /// else from it.
        /// </summary>
        public void MakeSafe()
        {
            // First the outputs that can burn or lock somebody in.
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
