using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>
    /// One running cabinet: wires the hardware, the judgement and the link together and runs their threads. The same on the
    /// device and on a desktop; only the hardware handed in differs.
    /// </summary>
    public sealed class CabinetApplication
    {
        // A stop waits for the link's farewell, and for a connection attempt that may be under way.
        private const int StopTimeoutMs = 5000;

        private readonly ControlLoop _control;
        private readonly ProbeLoop _probe;
        private readonly Thread _probeThread;
        private readonly StorageLoop _storageLoop;
        private readonly Thread _storageThread;
        private readonly LinkLoop _linkLoop;
        private readonly Thread _linkThread;

        /// <summary>Initializes a new instance of the <see cref="CabinetApplication"/> class: counts the boot and opens the pins.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="hardware">What it runs on.</param>
        /// <param name="random">The source of jitter.</param>
        /// <param name="log">The serial log.</param>
        public CabinetApplication(CabinetConfiguration configuration, CabinetHardware hardware, Random random, ILog log)
        {
            NoticeQueue notices = new NoticeQueue();
            Outbox outbox = new Outbox(hardware.Flash, hardware.Clock, notices, log);
            outbox.Open();
            Boot = BootCounter.Next(hardware.Flash, configuration.FirstBoot, outbox.HighestBoot, log);
            BootClock clock = hardware.BootClock;

            // Nobody will ever hear of what happens before the cabinet has a name.
            IEventSink events = outbox;
            if (!configuration.IsCommissioned)
            {
                events = new EventQueue();
            }

            ScanExchange exchange = new ScanExchange(events, notices);
            Requests = exchange.Requests;
            States = exchange.States;
            ScanHealth health = new ScanHealth();
            AutoResetEvent linkWake = new AutoResetEvent(false);
            AutoResetEvent storageWake = new AutoResetEvent(false);
            log.Info("cabinet " + (configuration.IsCommissioned ? configuration.Id : "(not commissioned)")
                + ", firmware " + FirmwareVersion.Text + ", boot " + Boot.ToString() + ", board " + configuration.Pins.Board);

            if (configuration.IsCommissioned)
            {
                MessageComposer composer = new MessageComposer(configuration, Boot, hardware.Clock);
                M2MqttConnection connection = new M2MqttConnection(configuration, hardware.Flash, linkWake);
                Outgoing outgoing = new Outgoing(connection, composer, new Topics(configuration), outbox, exchange.States, health);
                ConnectPreparation preparation = new ConnectPreparation(configuration.Broker.Tls, hardware.Clock, exchange.Handshake, log);
                LinkEscalation escalation = new LinkEscalation(hardware.Network, exchange.Alarm, exchange.Restarts, hardware.Flash, log);
                Link = new RegistryLink(configuration, hardware.Network, connection, composer, outbox, outgoing, preparation, escalation, null, random, log);
                _linkLoop = new LinkLoop(Link, clock, linkWake, log);
                _linkThread = new Thread(_linkLoop.Run);
                _storageLoop = new StorageLoop(new Storekeeper(outbox), clock, storageWake, log);
                _storageThread = new Thread(_storageLoop.Run);
            }

            ProbeMailbox insideProbe = new ProbeMailbox();
            ProbeMailbox outsideProbe = new ProbeMailbox();
            if (configuration.Climate.ProbeFitted)
            {
                _probe = new ProbeLoop(hardware.ProbeBus, configuration.Climate, insideProbe, outsideProbe, clock, log);
                _probeThread = new Thread(_probe.Run);
            }

            GpioInputs pins = new GpioInputs(hardware.Gpio, configuration.Pins, clock);
            InputCollector inputs = new InputCollector(pins, insideProbe, outsideProbe, hardware.Battery, hardware.Clock, Link);
            GpioOutputs outputs = new GpioOutputs(hardware.Gpio, configuration.Pins);
            Cabinet cabinet = new Cabinet(configuration, Boot, exchange);
            _control = new ControlLoop(inputs, outputs, cabinet, clock, health, linkWake, storageWake, exchange, log);
        }

        /// <summary>Gets the number of this boot.</summary>
        public int Boot { get; }

        /// <summary>Gets the link, or <c>null</c> when the cabinet is not commissioned and knows nobody to report to.</summary>
        public RegistryLink Link { get; }

        /// <summary>Gets what is asked of the cabinet.</summary>
        public RequestQueue Requests { get; }

        /// <summary>Gets where the scan leaves its state.</summary>
        public StateMailbox States { get; }

        /// <summary>Runs the cabinet on the calling thread, and the others on theirs, until <see cref="Stop"/> or until the scan has failed.</summary>
        public void Run()
        {
            if (_linkThread != null)
            {
                _storageThread.Start();
                _linkThread.Start();
            }

            if (_probeThread != null)
            {
                _probeThread.Start();
            }

            _control.Run();
            if (_probeThread != null)
            {
                _probe.Stop();
                _probeThread.Join(StopTimeoutMs);
            }

            if (_linkThread != null)
            {
                _linkLoop.Stop();
                _linkThread.Join(StopTimeoutMs);

                // Last, so that what the broker acknowledged at the end is noted.
                _storageLoop.Stop();
                _storageThread.Join(StopTimeoutMs);
            }
        }

        /// <summary>Asks <see cref="Run"/> to say goodbye to the broker and return.</summary>
        public void Stop() => _control.Stop();
    }
}
