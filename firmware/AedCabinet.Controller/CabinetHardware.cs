using System.Device.Gpio;
using AedCabinet.Inputs;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Controller
{
    /// <summary>What a cabinet runs on: the board's own on the device, a simulated one on a desktop.</summary>
    public sealed class CabinetHardware
    {
        /// <summary>Initializes a new instance of the <see cref="CabinetHardware"/> class.</summary>
        /// <param name="gpio">The pins.</param>
        /// <param name="probeBus">The bus of the probe inside.</param>
        /// <param name="battery">The battery's gauge.</param>
        /// <param name="flash">The flash.</param>
        /// <param name="network">The network interface.</param>
        /// <param name="clock">The wall clock.</param>
        /// <param name="bootClock">The time of this boot, or <c>null</c> for one that begins now.</param>
        public CabinetHardware(GpioController gpio, IOneWire probeBus, IBatteryGauge battery, IStorage flash, INetwork network,
            IWallClock clock, BootClock bootClock = null)
        {
            Gpio = gpio;
            ProbeBus = probeBus;
            Battery = battery;
            Flash = flash;
            Network = network;
            Clock = new BelievedClock(clock);
            BootClock = bootClock ?? new BootClock();
        }

        /// <summary>Gets the pins.</summary>
        public GpioController Gpio { get; }

        /// <summary>Gets the bus of the probe inside.</summary>
        public IOneWire ProbeBus { get; }

        /// <summary>Gets the battery's gauge.</summary>
        public IBatteryGauge Battery { get; }

        /// <summary>Gets the flash.</summary>
        public IStorage Flash { get; }

        /// <summary>Gets the network interface.</summary>
        public INetwork Network { get; }

        /// <summary>Gets the wall clock, as far as it can be believed.</summary>
        public BelievedClock Clock { get; }

        /// <summary>Gets the monotonic time of this boot.</summary>
        public BootClock BootClock { get; }

        /// <summary>Gets or sets the target of the firmware image, for example <c>ESP32_REV3</c>.</summary>
        public string Target { get; set; } = KnownBoards.Unknown;

        /// <summary>Gets or sets what started the controller.</summary>
        public WakeCause WakeCause { get; set; }

        /// <summary>Gets or sets the board itself; <c>null</c> where nothing can restart it.</summary>
        public IBoard Board { get; set; }

        /// <summary>Gets or sets what is done where nothing can go on; <c>null</c> for one that the cabinet makes itself.</summary>
        public LastResort LastResort { get; set; }
    }
}
