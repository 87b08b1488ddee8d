using System;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Temperature;

namespace AedCabinet.Controller
{
    /// <summary>Puts the input image together from everything the cabinet senses with: pins, probe, battery, clock and link.</summary>
    public sealed class InputCollector
    {
        // Voltages move slowly, and the converter is slower than a pin.
        private const int ScansPerBatteryReading = 50;

        private readonly GpioInputs _pins;
        private readonly ProbeMailbox _insideProbe;
        private readonly ProbeMailbox _outsideProbe;
        private readonly IBatteryGauge _battery;
        private readonly IWallClock _clock;
        private readonly RegistryLink _link;
        private readonly NoticeQueue _notices;
        private int _insideVersion;
        private int _outsideVersion;
        private int _scansToBattery;
        private bool _hasGaugeFailed;

        /// <summary>Initializes a new instance of the <see cref="InputCollector"/> class.</summary>
        /// <param name="pins">The pins.</param>
        /// <param name="insideProbe">Where the probes' thread leaves the readings inside.</param>
        /// <param name="outsideProbe">Where it leaves those outside.</param>
        /// <param name="battery">The battery.</param>
        /// <param name="clock">The wall clock.</param>
        /// <param name="link">The link, or <c>null</c> for a cabinet without one.</param>
        /// <param name="notices">Told when the battery can't be measured any more; <c>null</c> for nobody.</param>
        public InputCollector(GpioInputs pins, ProbeMailbox insideProbe, ProbeMailbox outsideProbe, IBatteryGauge battery, IWallClock clock,
            RegistryLink link, NoticeQueue notices = null)
        {
            _notices = notices;
            _pins = pins;
            _insideProbe = insideProbe;
            _outsideProbe = outsideProbe;
            _battery = battery;
            _clock = clock;
            _link = link;
        }

        /// <summary>Reads everything. Waits for nothing.</summary>
        /// <param name="image">Receives the readings.</param>
        public void Read(InputImage image)
        {
            try
            {
                _pins.Read(image);
            }
            finally
            {
                ReadOthers(image);
            }
        }

        private void ReadOthers(InputImage image)
        {
            image.InsideReading = _insideProbe.Take(ref _insideVersion, out int insideDeciC);
            image.InsideDeciC = insideDeciC;
            image.OutsideReading = _outsideProbe.Take(ref _outsideVersion, out int outsideDeciC);
            image.OutsideDeciC = outsideDeciC;
            if (--_scansToBattery < 0)
            {
                _scansToBattery = ScansPerBatteryReading;
                image.BatteryMv = ReadBattery();
            }

            image.UnixMs = ReadClock();
            image.IsOnline = _link != null && _link.State == LinkState.Online;
        }

        private long ReadClock()
        {
            try
            {
                return _clock.TryGetUtc(out long unixMs) ? unixMs : -1;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                return -1;
            }
        }

        // A gauge that fails is unknown, nothing else (SPEC §4); it is tried again.
        private int ReadBattery()
        {
            int batteryMv = -1;
            Exception problem = null;
            try
            {
                batteryMv = _battery.ReadMv();
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                problem = exception;
            }

            if (batteryMv < 0 && !_hasGaugeFailed)
            {
                _notices?.TellFailed("battery", problem ?? new InvalidOperationException());
            }

            _hasGaugeFailed = batteryMv < 0;
            return batteryMv;
        }
    }
}
