using System;
using System.Device.Gpio;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>
    /// One running cabinet: wires the pins, the judgement and the link together and runs their threads. The same on the device
    /// and on a desktop; only what is handed in differs.
    /// </summary>
    public sealed class CabinetApplication
    {
        // A stop waits for the link's farewell, and for a connection attempt that may be under way.
        private const int StopTimeoutMs = 5000;

        private readonly ControlLoop _control;
        private readonly LinkLoop _linkLoop;
        private readonly Thread _linkThread;

        /// <summary>Initializes a new instance of the <see cref="CabinetApplication"/> class: counts the boot and opens the pins.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="gpio">The board's pins.</param>
        /// <param name="storage">The board's flash.</param>
        /// <param name="network">The board's network.</param>
        /// <param name="clock">The wall clock.</param>
        /// <param name="random">The source of jitter.</param>
        /// <param name="log">The serial log.</param>
        public CabinetApplication(
            CabinetConfiguration configuration,
            GpioController gpio,
            IStorage storage,
            INetwork network,
            IWallClock clock,
            Random random,
            ILog log)
        {
            Boot = BootCounter.Next(storage, log);
            BootClock bootClock = new BootClock();
            EventQueue events = new EventQueue();
            StateMailbox mailbox = new StateMailbox();
            AutoResetEvent linkWake = new AutoResetEvent(false);
            Cabinet cabinet = new Cabinet(configuration, Boot, events, mailbox);
            GpioInputs inputs = new GpioInputs(gpio, configuration.Pins);
            GpioOutputs outputs = new GpioOutputs(gpio, configuration.Pins);
            _control = new ControlLoop(inputs, outputs, cabinet, bootClock, linkWake, log);
            log.Info("cabinet " + (configuration.IsCommissioned ? configuration.Id : "(not commissioned)")
                + ", firmware " + FirmwareVersion.Text + ", boot " + Boot.ToString() + ", board " + configuration.Pins.Board);

            if (configuration.IsCommissioned)
            {
                MessageComposer composer = new MessageComposer(configuration, Boot, clock);
                M2MqttConnection connection = new M2MqttConnection(configuration, storage, linkWake);
                Link = new RegistryLink(configuration, network, connection, composer, events, mailbox, random, log);
                _linkLoop = new LinkLoop(Link, bootClock, linkWake, log);
                _linkThread = new Thread(_linkLoop.Run);
            }
        }

        /// <summary>Gets the number of this boot.</summary>
        public int Boot { get; }

        /// <summary>Gets the link, or <c>null</c> when the cabinet is not commissioned and knows nobody to report to.</summary>
        public RegistryLink Link { get; }

        /// <summary>Runs the cabinet on the calling thread, and its link on another, until <see cref="Stop"/> or until the scan has failed.</summary>
        public void Run()
        {
            if (_linkThread != null)
            {
                _linkThread.Start();
            }

            _control.Run();
            if (_linkThread != null)
            {
                _linkLoop.Stop();
                _linkThread.Join(StopTimeoutMs);
            }
        }

        /// <summary>Asks <see cref="Run"/> to say goodbye to the broker and return.</summary>
        public void Stop() => _control.Stop();
    }
}
