using System;
using System.Threading;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supervision;
using AedCabinet.Temperature;
using AedCabinet.Timing;

namespace AedCabinet.Controller
{
    /// <summary>
    /// One running cabinet: what <see cref="CabinetFirmware"/> wires, on pins and driven by threads. The same on the device and on a
    /// desktop; only the hardware handed in differs.
    /// </summary>
    public sealed partial class CabinetApplication : CabinetFirmware
    {
        // A stop waits for the link's farewell, and for a connection attempt that may be under way.
        private const int StopTimeoutMs = 5000;

        private const string StorageThread = "storage";
        private const string LinkThread = "link";

        private readonly AutoResetEvent _linkWake = new AutoResetEvent(false);
        private readonly AutoResetEvent _storageWake = new AutoResetEvent(false);
        private readonly Progress _scanProgress = new Progress();
        private readonly ProbeMailbox _insideProbe = new ProbeMailbox();
        private readonly ProbeMailbox _outsideProbe = new ProbeMailbox();
        private readonly ControlLoop _control;
        private readonly StorageLoop _storage;
        private readonly LinkLoop _linkLoop;
        private readonly SupervisorLoop _supervisor;
        private ScanHealth _health;
        private GpioInputs _inputs;
        private GpioOutputs _outputs;

        /// <summary>
        /// Initializes a new instance of the <see cref="CabinetApplication"/> class: reads flash, counts the boot and opens the pins.
        /// </summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="hardware">What it runs on.</param>
        /// <param name="random">The source of jitter.</param>
        /// <param name="log">The serial log.</param>
        public CabinetApplication(CabinetConfiguration configuration, CabinetHardware hardware, Random random, ILog log)
            : base(hardware, log)
        {
            if (hardware.LastResort == null)
            {
                hardware.LastResort = new LastResort(hardware.Flash, hardware.Board, log);
            }

            Build(configuration, random);

            // Without a link it was not created yet.
            _health = _health ?? new ScanHealth(Exchange.Shortage);
            _storage = new StorageLoop(Storekeeper, hardware.BootClock, _storageWake, _linkWake, Boots, Exchange.Restarts,
                Exchange.Shortage, log);
            _storage.Unread = Unread;
            _storage.SelfTest = Exchange.SelfTest;
            _linkLoop = Link == null ? null : new LinkLoop(Link, hardware.BootClock, _linkWake, Boots, Exchange.Restarts, _scanProgress,
                Exchange.Shortage, log);
            Supervisor supervisor = new Supervisor(_scanProgress, _storage.Progress, _linkLoop == null ? null : _linkLoop.Progress);
            _supervisor = new SupervisorLoop(supervisor, hardware.LastResort, Exchange.Shortage, hardware.BootClock);
            Begin(InputsPart, configuration, random);
            Begin(OutputsPart, configuration, random);
            Begin(CabinetPart, configuration, random);
            InputCollector inputs = new InputCollector(_inputs, _insideProbe, _outsideProbe, hardware.Battery, hardware.Clock, Link,
                Exchange.Notices);
            _control = new ControlLoop(
                inputs, _outputs, Cabinet, hardware.BootClock, _health, _linkWake, _storageWake, Exchange, hardware.LastResort, Sleeping,
                _scanProgress, log);
            Begin(ProbesPart, configuration, random);
            Begin(ServicePart, configuration, random);
            Begin(WatchdogPart, configuration, random);
        }

        /// <summary>
        /// Runs the cabinet on the calling thread, and the others on theirs, until a desktop stops it, until a restart or a sleep is due
        /// or until something has failed that nothing can go on after: then the outputs are safe and the board restarts.
        /// </summary>
        public void Run()
        {
            try
            {
                Hardware.LastResort.Register(StandIn, Exchange.Notices);
                GuardedThread storage = new GuardedThread(StorageThread, _storage.Run, Hardware.LastResort);
                GuardedThread link = _linkLoop == null ? null : new GuardedThread(LinkThread, _linkLoop.Run, Hardware.LastResort);
                GuardedThread supervisor = new GuardedThread("supervisor", _supervisor.Run, Hardware.LastResort);
                End(HasFailedAtScanning(), storage, link, supervisor);
            }
            catch (Exception exception)
            {
                if (Hardware.LastResort.IsSafeMode)
                {
                    // The door is watched by whoever called this.
                    StopOthers();
                    throw;
                }

                Hardware.LastResort.End("main", exception);

                // Reached on a desktop only: a board has restarted. The threads that already run end by themselves.
                StopOthers();
            }
        }

        /// <inheritdoc/>
        protected override void Make(int part, CabinetConfiguration file, Random random)
        {
            switch (part)
            {
                case ReportPart:
                    BootReport.Write(Configuration, Hardware, Boot, Boots, Log);
                    break;
                case InputsPart:
                    _inputs = new GpioInputs(Hardware.Gpio, Configuration.Pins, Hardware.BootClock, Exchange.Notices,
                        Unread == null ? Configuration.Kind : CabinetKind.Station);
                    break;
                case OutputsPart:
                    _outputs = new GpioOutputs(Hardware.Gpio, Configuration.Pins, Exchange.Notices);
                    Hardware.LastResort.Register(_outputs);
                    break;
                case ProbesPart:
                    ClimateSettings climate = Configuration.Climate;
                    _supervisor.Probes = climate.ProbeFitted
                        ? new ProbeRounds(Hardware.ProbeBus, climate, _insideProbe, _outsideProbe, Exchange.Shortage, Log) : null;
                    break;
                case ServicePart:
                    _supervisor.Service = new ServiceLog(Configuration, Hardware.Network, Hardware.Clock, Link, Exchange, Log);
                    break;
                case WatchdogPart:
                    _supervisor.Watchdog = new WatchdogPin(Hardware.Gpio, Configuration.Pins, Exchange.Notices);
                    break;
                default:
                    base.Make(part, file, random);
                    break;
            }
        }

        /// <inheritdoc/>
        protected override IBrokerConnection CreateConnection() => new M2MqttConnection(Configuration, Hardware.Flash, _linkWake);

        /// <inheritdoc/>
        protected override IHealthSource CreateHealth(out HeapWatch heap)
        {
            _health = new ScanHealth(Exchange.Shortage);
            heap = _health.Heap;
            return _health;
        }

        private bool HasFailedAtScanning()
        {
            try
            {
                _control.Kind = Configuration.Kind;
                _control.Run();
                return _control.HasFailed;
            }
            catch (Exception exception) when (Hardware.LastResort.IsSafeMode && !(exception is OutOfMemoryException))
            {
                Exchange.Notices.TellFailed("scan", exception);
                ScanPlainly();
                return true;
            }
        }

        // In safe mode, where three restarts have not mended what scans: nothing but reading, judging and driving.
        private void ScanPlainly()
        {
            InputCollector inputs = new InputCollector(_inputs, _insideProbe, _outsideProbe, Hardware.Battery, Hardware.Clock, Link,
                Exchange.Notices);
            InputImage inputImage = new InputImage();
            OutputImage outputImage = new OutputImage();
            inputImage.MainsPresent = true;
            while (!Hardware.LastResort.IsEnding && (!Exchange.Restarts.IsAsked || Exchange.Alarm.IsSounding))
            {
                inputs.Read(inputImage);
                if (Cabinet.Step(inputImage, Hardware.BootClock.NowMs, outputImage))
                {
                    _linkWake.Set();
                    _storageWake.Set();
                }

                _outputs.Write(outputImage);
                _scanProgress.Note();
                Thread.Sleep(Cabinet.ScanPeriodMs);
            }

            _outputs.MakeSafe();
        }

        private void End(bool hasFailed, GuardedThread storage, GuardedThread link, GuardedThread supervisor)
        {
            if (!hasFailed)
            {
                Boots.TryMarkPlannedUnlessCrashed(Sleep != null ? "sleep"
                    : Exchange.Restarts.IsAsked ? Exchange.Restarts.Reason : "stopped");
            }

            _supervisor.Stop();
            supervisor.Join(StopTimeoutMs);
            if (link != null)
            {
                _linkLoop.Stop();
                SayGoodbye(link);
            }

            // Last, so that what the broker acknowledged at the end is noted.
            _storage.Stop();
            storage.Join(StopTimeoutMs);
        }

        // A board that falls asleep goes on watching its contacts meanwhile.
        private void SayGoodbye(GuardedThread link)
        {
            int stepMs = Sleep == null ? StopTimeoutMs : Cabinet.ScanPeriodMs;
            for (int waitedMs = 0; waitedMs < StopTimeoutMs && !link.Join(stepMs); waitedMs += stepMs)
            {
                if (Sleep != null)
                {
                    _control.Watch();
                }
            }

            if (Sleep != null)
            {
                Sleeping.LookAgain();
            }
        }

        private void StopOthers()
        {
            _supervisor.Stop();
            _storage.Stop();
            if (_linkLoop != null)
            {
                _linkLoop.Stop();
            }
        }

        // Stands in for a thread that has thrown in safe mode: its work is not done any more, but neither supervisor nor watchdog restarts
        // the board for it. Of the supervisor's work, the probes are read and the watchdog is fed.
        private void StandIn(object thread)
        {
            if ((string)thread == StorageThread)
            {
                _storage.Progress.Note();
            }
            else if ((string)thread == LinkThread)
            {
                _linkLoop.Progress.Note();
            }
            else
            {
                _supervisor.StandIn(Hardware.BootClock.NowMs);
            }

            _ = Hardware.BootClock.IsPaced ? Hardware.BootClock.Wait(_storageWake, SupervisionTimeouts.PeriodMs)
                : _storageWake.WaitOne(SupervisionTimeouts.PeriodMs, false);
        }
    }
}
