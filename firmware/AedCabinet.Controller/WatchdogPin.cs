using System.Device.Gpio;
using AedCabinet.Exchange;
using AedCabinet.Settings;

namespace AedCabinet.Controller
{
    /// <summary>The external watchdog's input: every change of level feeds it.</summary>
    public sealed class WatchdogPin
    {
        private readonly OutputPin _pin;
        private bool _isHigh;

        /// <summary>Initializes a new instance of the <see cref="WatchdogPin"/> class.</summary>
        /// <param name="controller">The board's GPIO.</param>
        /// <param name="pins">Which pin it is; none when not wired.</param>
        /// <param name="notices">Told when it can't be opened; <c>null</c> for nobody.</param>
        public WatchdogPin(GpioController controller, PinMap pins, NoticeQueue notices = null)
        {
            _pin = new OutputPin(controller, pins.Watchdog, notices);
        }

        /// <summary>Feeds it once.</summary>
        public void Feed()
        {
            _isHigh = !_isHigh;
            _pin.Drive(_isHigh);
        }
    }
}
