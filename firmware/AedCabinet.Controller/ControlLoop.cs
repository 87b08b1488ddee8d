using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The control thread: pins → <see cref="Cabinet"/> → pins, every 20 ms. Nothing on it waits for network or flash.
    /// </summary>
    public sealed class ControlLoop
    {
        // Further behind than this (a TLS handshake froze every thread), the missed scans are not made up for.
        private const int MaxBehindMs = 200;

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
        private bool _isTold;

        /// <summary>Initializes a new instance of the <see cref="ControlLoop"/> class.</summary>
        /// <param name="inputs">Everything to sense with.</param>
        /// <param name="outputs">The pins to drive.</param>
        /// <param name="cabinet">The judgement.</param>
        /// <param name="clock">The time of this boot.</param>
        /// <param name="health">Told how the scan is doing.</param>
        /// <param name="linkWake">Set when a scan has something to report.</param>
        /// <param name="storageWake">Set when a scan has something to store.</param>
        /// <param name="exchange">Where a restart is asked for, and whether an alarm sounds.</param>
        /// <param name="lastResort">Makes the outputs safe and keeps the reason when a scan fails.</param>
        /// <param name="sleep">Knows when a battery kit may sleep; <c>null</c> for a board that never does.</param>
        /// <param name="progress">Noted after every scan.</param>
        /// <param name="log">The serial log.</param>
        public ControlLoop(InputCollector inputs, GpioOutputs outputs, Cabinet cabinet, BootClock clock, ScanHealth health, AutoResetEvent linkWake, AutoResetEvent storageWake, ScanExchange exchange, LastResort lastResort, SleepControl sleep, Progress progress, ILog log)
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
        }

        /// <summary>Gets a value indicating whether a scan has failed.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>Gets the scan's progress.</summary>
        public Progress Progress { get; }

        /// <summary>Scans until <see cref="Stop"/>, until a restart is asked for and no alarm sounds, until it is time to sleep, or until a scan fails: then the outputs are in their fail-safe picture.</summary>
        public void Run()
        {
            try
            {
                long dueMs = _clock.NowMs;
                // Waited for here and not in a method of its own: the frame of a thread that waits is 204 bytes on the device.
                while (!(_clock.IsPaced ? _clock.Wait(_stop, UntilMs(dueMs)) : _stop.WaitOne(UntilMs(dueMs), false)) && !IsRestartDue() && !IsSleepDue())
                {
                    long nowMs = _clock.NowMs;
                    try
                    {
                        Scan(nowMs);
                    }
                    catch (Exception exception) when (_lastResort.IsSafeMode && !(exception is OutOfMemoryException))
                    {
                        Tell(exception);
                    }

                    Progress.Note(nowMs);
                    _health.Note((int)(_clock.NowMs - nowMs), (int)(nowMs - dueMs));
                    dueMs += Cabinet.ScanPeriodMs;
                    if (nowMs - dueMs > MaxBehindMs)
                    {
                        dueMs = nowMs;
                    }
                }
            }
            catch (Exception exception)
            {
                HasFailed = true;
                _lastResort.MakeSafe("scan", exception);
            }

            _outputs.MakeSafe();
        }

        /// <summary>One scan.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Scan(long nowMs)
        {
            _inputs.Read(_inputImage);
            bool hasNews = _cabinet.Step(_inputImage, nowMs, _outputImage);
            _outputs.Write(_outputImage);
            if (_exchange.Survey.IsAsked)
            {
                _exchange.Survey.Post(_inputImage, _outputImage);
            }

            if (hasNews)
            {
                // The link first: it only queues, and an emergency must not wait while the storage thread is at the flash.
                _linkWake.Set();
                _storageWake.Set();
            }

            _health.Heap.Step(_exchange.Alarm.IsSounding, _outputImage.Sounder, _cabinet.QuietUntilMs, nowMs);
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

        /// <summary>Asks <see cref="Run"/> to return after the scan it is in.</summary>
        public void Stop() => _stop.Set();

        private void Tell(Exception exception)
        {
            if (!_isTold)
            {
                _isTold = true;
                _exchange.Notices.TellFailed("scan", exception);
            }
        }

        private bool IsSleepDue()
        {
            if (_sleep == null || !_sleep.Step(_inputImage.SosContactClosed, _clock.NowMs))
            {
                return false;
            }

            _log.Info("control: sleeping for " + (_sleep.Due.LengthMs / 60000).ToString() + " min or until the door or the SOS button moves");
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
