using System;
using System.Threading;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using AedCabinet.State;
using AedCabinet.Timing;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The control thread: pins → <see cref="Cabinet"/> → pins, every 20 ms. Nothing on it waits for network or flash.
    /// </summary>
    public sealed partial class ControlLoop
    {
        // Further behind than this (a TLS handshake froze every thread), the missed scans are not made up for.
        private const int MaxBehindMs = 200;

        // The stages of a scan: in safe mode the others still run when one throws.
        private const int Asking = 0;
        private const int Sensing = 1;
        private const int Judging = 2;
        private const int Driving = 3;
        private const int Telling = 4;
        private const int Noting = 5;
        private const int Stages = 6;

        private readonly InputCollector _inputs;
        private readonly GpioOutputs _outputs;
        private readonly Cabinet _cabinet;
        private readonly BootClock _clock;
        private readonly ScanHealth _health;
        private readonly AutoResetEvent _linkWake;
        private readonly AutoResetEvent _storageWake;
        private readonly ScanExchange _exchange;
        private readonly LastResort _lastResort;
        private readonly SleepControl _sleep;
        private readonly ILog _log;
        private readonly InputImage _inputImage = new InputImage();
        private readonly OutputImage _outputImage = new OutputImage();
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private CabinetState _unjudged;
        private bool _hasNews;
        private bool _isTold;

        /// <summary>Initializes a new instance of the <see cref="ControlLoop"/> class.</summary>
        /// <param name="inputs">Everything to sense with.</param>
        /// <param name="outputs">The pins to drive.</param>
        /// <param name="cabinet">The judgement; <c>null</c> in safe mode where none could be made.</param>
        /// <param name="clock">The time of this boot.</param>
        /// <param name="health">Told how the scan is doing.</param>
        /// <param name="linkWake">Set when a scan has something to report.</param>
        /// <param name="storageWake">Set when a scan has something to store.</param>
        /// <param name="exchange">Where a restart is asked for, and whether an alarm sounds.</param>
        /// <param name="lastResort">Makes the outputs safe and keeps the reason when a scan fails.</param>
        /// <param name="sleep">Knows when a battery kit may sleep; <c>null</c> for a board that never does.</param>
        /// <param name="progress">Noted after every scan.</param>
        /// <param name="log">The serial log.</param>
        public ControlLoop(InputCollector inputs, GpioOutputs outputs, Cabinet cabinet, BootClock clock, ScanHealth health,
            AutoResetEvent linkWake, AutoResetEvent storageWake, ScanExchange exchange, LastResort lastResort, SleepControl sleep,
            Progress progress, ILog log)
        {
            _inputs = inputs;
            _outputs = outputs;
            _cabinet = cabinet;
            _clock = clock;
            _health = health;
            _linkWake = linkWake;
            _storageWake = storageWake;
            _exchange = exchange;
            _lastResort = lastResort;
            _sleep = sleep;
            Progress = progress;
            _log = log;

            // Until somebody reads the mains they count as present: the heater may run and the AED does not freeze.
            _inputImage.MainsPresent = true;
        }

        /// <summary>Sets what the enclosure holds: an AED's door sounds in safe mode when nothing judges it.</summary>
        public CabinetKind Kind { private get; set; }

        /// <summary>Gets a value indicating whether a scan has failed.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>Gets the scan's progress.</summary>
        public Progress Progress { get; }

        /// <summary>
        /// Scans until a desktop stops it, until a restart is asked for and no alarm sounds, until it is time to sleep, or until a scan
        /// fails: then the outputs are in their fail-safe picture; in safe mode it throws, and whoever called it
        /// goes on without it.
        /// </summary>
        public void Run()
        {
            try
            {
                long dueMs = _clock.NowMs;
                // The wait stands here and not in a method of its own: each frame of a waiting thread takes 204 bytes on the device.
                bool goesOn = true;
                while (goesOn && !(_clock.IsPaced ? _clock.Wait(_stop, UntilMs(dueMs)) : _stop.WaitOne(UntilMs(dueMs), false)))
                {
                    long nowMs = _clock.NowMs;
                    for (int stage = 0; stage < Stages && goesOn; stage++)
                    {
                        try
                        {
                            goesOn = TryDo(stage, nowMs, dueMs);
                        }
                        catch (Exception exception) when (_lastResort.IsSafeMode && !(exception is OutOfMemoryException))
                        {
                            StandIn(stage, exception);
                        }
                    }

                    dueMs += Cabinet.ScanPeriodMs;
                    if (nowMs - dueMs > MaxBehindMs)
                    {
                        dueMs = nowMs;
                    }
                }
            }
            catch (Exception exception) when (!_lastResort.IsSafeMode || exception is OutOfMemoryException)
            {
                HasFailed = true;
                _lastResort.MakeSafe("scan", exception);
            }

            _outputs.MakeSafe();
        }

        /// <summary>A scan after <see cref="Run"/>, while the board falls asleep: it drives nothing, but what happens is kept.</summary>
        public void Watch()
        {
            _inputs.Read(_inputImage);
            if (_cabinet.Step(_inputImage, _clock.NowMs, _outputImage))
            {
                _storageWake.Set();
            }
        }

        private bool TryDo(int stage, long nowMs, long dueMs)
        {
            switch (stage)
            {
                case Asking:
                    return !IsRestartDue() && !IsSleepDue();
                case Sensing:
                    _inputs.Read(_inputImage);
                    break;
                case Judging:
                    _hasNews = _cabinet.Step(_inputImage, nowMs, _outputImage);
                    break;
                case Driving:
                    _outputs.Write(_outputImage);
                    break;
                case Telling:
                    Tell(nowMs);
                    break;
                case Noting:
                    Progress.Note();
                    _health.Note((int)(_clock.NowMs - nowMs), (int)(nowMs - dueMs));
                    break;
            }

            return true;
        }

        private void Tell(long nowMs)
        {
            if (_exchange.Survey.IsAsked)
            {
                _exchange.Survey.Post(_inputImage, _outputImage);
            }

            if (_hasNews)
            {
                // The link first: it only queues, and an emergency must not wait while the storage thread is at the flash.
                _linkWake.Set();
                _storageWake.Set();
            }

            _health.Heap.Step(_exchange.Alarm.IsSounding, _outputImage.Sounder, _cabinet.QuietUntilMs, nowMs);
        }

        // Without a judgement the raw door contact drives the sounder, the lock is open and the heater is off.
        private void StandIn(int stage, Exception exception)
        {
            if (stage == Judging)
            {
                _outputImage.Sounder = Kind != CabinetKind.Kit && _inputImage.AedDoorContactOpen;
                _outputImage.SounderInhibit = false;
                _outputImage.Beacon = _outputImage.Sounder;
                _outputImage.HeaterOn = false;
                _outputImage.FanOn = false;
                _outputImage.LockRelease = true;
            }

            try
            {
                if (stage == Judging)
                {
                    TellUnjudged();
                }

                if (!_isTold)
                {
                    _isTold = true;
                    _exchange.Notices.TellFailed("scan", exception);
                }
            }
            catch (Exception problem) when (!(problem is OutOfMemoryException))
            {
                // It may be what has failed.
            }
        }

        // The last state that the registry received may be "ready".
        private void TellUnjudged()
        {
            _unjudged = _unjudged ?? new CabinetState();
            _unjudged.Kind = Kind;
            _unjudged.IsAedDoorOpen = _outputImage.Sounder;
            _unjudged.Reasons = (1 << (int)ReadinessReason.TemperatureUnknown)
                | (Kind == CabinetKind.Kit ? 0 : 1 << (int)ReadinessReason.AedUnknown);
            _exchange.States.PostIfWorthTelling(_unjudged);
        }

        private bool IsSleepDue()
        {
            if (_sleep == null || !_sleep.Step(_inputImage.SosContactClosed, _clock.NowMs))
            {
                return false;
            }

            _log.Info("control: sleeping for " + (_sleep.Due.LengthMs / 60000).ToString()
                + " min or until the door or the SOS button moves");
            return true;
        }

        private bool IsRestartDue()
        {
            if (!_exchange.Restarts.IsAsked || _exchange.Alarm.IsSounding)
            {
                return false;
            }

            _log.Warning("control: restarting (" + _exchange.Restarts.Reason + ")");
            return true;
        }

        private int UntilMs(long dueMs)
        {
            long waitMs = dueMs - _clock.NowMs;
            return waitMs > 0 ? (int)waitMs : 0;
        }
    }
}
