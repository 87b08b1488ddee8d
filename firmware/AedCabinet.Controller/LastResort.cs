using System;
using System.Device.Gpio;
using System.Threading;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Supervision;

namespace AedCabinet.Controller
{
    /// <summary>
    /// What is done where nothing can go on (SPEC §3): the outputs go into their fail-safe picture, the reason is kept for the next boot's
    /// event, and the board restarts. On this platform an exception that leaves <c>Main</c> or a thread ends that thread and
    /// nothing else, so each of them ends here. Never throws, whatever memory there is.
    /// </summary>
    public sealed class LastResort
    {
        // Released first of all: enough memory to keep a reason on flash and to write a pin.
        private const int ReserveBytes = 512;

        // Two seconds: by then the holder of the memory that a scan lacked (a configure, an event of 1 KB) has ended, or failed for want of
        // memory too.
        private const int MostTries = 10;
        private const int PauseMs = 200;
        private const int StandInPauseMs = 1000;

        // As a scan; ten minutes of them, then all is tried once more. The watchdog is fed twice a second.
        private const int DoorRoundMs = 20;
        private const int MostDoorRounds = 30000;
        private const int RoundsPerFeed = 25;

        // A wake by timer needs no event.
        private const WakeCause Told = WakeCause.Timer;

        private readonly IStorage _flash;
        private readonly IBoard _board;
        private readonly ILog _log;
        private byte[] _reserve = new byte[ReserveBytes];
        private BootRecord _boots;
        private GpioOutputs _outputs;
        private TimerCallback _standIn;
        private NoticeQueue _notices;

        /// <summary>Initializes a new instance of the <see cref="LastResort"/> class.</summary>
        /// <param name="flash">Where the reason is kept.</param>
        /// <param name="board">Restarts, or <c>null</c> where nothing can.</param>
        /// <param name="log">The serial log.</param>
        public LastResort(IStorage flash, IBoard board, ILog log)
        {
            _flash = flash;
            _board = board;
            _log = log;
        }

        /// <summary>
        /// Gets a value indicating whether the board is in safe mode, where a restart has been tried and has not helped: what still can
        /// goes on.
        /// </summary>
        public bool IsSafeMode => _boots != null && _boots.IsSafeMode;

        /// <summary>Registers this boot's record; without it a new one would be made to keep a reason.</summary>
        /// <param name="boots">The record.</param>
        public void Register(BootRecord boots) => _boots = boots;

        /// <summary>Registers the outputs; before, none is driven.</summary>
        /// <param name="outputs">The outputs.</param>
        public void Register(GpioOutputs outputs) => _outputs = outputs;

        /// <summary>Registers what stands in for a thread that has thrown, in safe mode.</summary>
        /// <param name="standIn">Called with the thread's name, again and again; waits a while each time.</param>
        /// <param name="notices">Told then.</param>
        public void Register(TimerCallback standIn, NoticeQueue notices)
        {
            _standIn = standIn;
            _notices = notices;
        }

        /// <summary>Gets or sets a value indicating whether all threads are to end.</summary>
        public bool IsEnding { get; set; }

        /// <summary>
        /// A thread has thrown: the board restarts. In safe mode, where a restart has not helped, the stand-in runs until all threads end.
        /// </summary>
        /// <param name="where">The thread.</param>
        /// <param name="exception">What it threw.</param>
        public void Outlive(string where, Exception exception)
        {
            bool goesOn = _standIn != null && IsSafeMode && !(exception is OutOfMemoryException);
            if (!goesOn)
            {
                End(where, exception);
            }

            bool isTold = false;
            while (goesOn && !IsEnding)
            {
                try
                {
                    if (!isTold)
                    {
                        isTold = true;
                        _notices.TellFailed(where, exception);
                    }

                    _standIn(where);
                }
                catch (OutOfMemoryException)
                {
                    // There may be memory at the next try.
                    Thread.Sleep(StandInPauseMs);
                }
                catch (Exception)
                {
                    // The part it needs may be the one that failed.
                    Thread.Sleep(StandInPauseMs);
                }
            }
        }

        /// <summary>Makes the outputs safe and keeps the reason. May be called by several threads; the first reason is kept.</summary>
        /// <param name="where">What failed, for the next boot's event.</param>
        /// <param name="exception">How, or <c>null</c> when it did not throw but stands still.</param>
        public void MakeSafe(string where, Exception exception) => MakeSafe(where, exception, Told);

        private void MakeSafe(string where, Exception exception, WakeCause wake)
        {
            // The outputs before flash and log: either may fail or take long.
            _reserve = null;
            try
            {
                if (_outputs != null)
                {
                    _outputs.MakeSafe();
                }
            }
            catch (Exception)
            {
                // The restart lets go of every pin.
            }

            for (int i = 1; !TryKeep(where, exception, wake) && exception is OutOfMemoryException && i < MostTries; i++)
            {
                Thread.Sleep(PauseMs);
            }

            try
            {
                _log.Error(ReasonOf(where, exception) + (exception == null ? string.Empty : " " + exception.Message)
                    + "; outputs are safe, the board restarts");
            }
            catch (Exception)
            {
                // A reason that can't be told must not keep the board from restarting.
            }
        }

        /// <summary>Makes the outputs safe, keeps the reason and restarts the board.</summary>
        /// <param name="where">What failed.</param>
        /// <param name="exception">How, or <c>null</c>.</param>
        public void End(string where, Exception exception)
        {
            MakeSafe(where, exception);
            Restart();
        }

        /// <summary>
        /// As <see cref="End"/> for a start that failed, and tells the next boot what woke this one; or where what held the threads
        /// together has thrown. In safe mode, where three restarts have not helped, the AED's door sounds for ten minutes before the next
        /// (SPEC §12).
        /// </summary>
        /// <param name="exception">How it failed.</param>
        /// <param name="wake">What started the board, <see cref="WakeCause.Timer"/> once that was told.</param>
        /// <param name="gpio">The board's GPIO, or <c>null</c> to watch no door.</param>
        /// <param name="pins">Which pin carries what, <c>null</c> for the board's own; those that are open are opened anew.</param>
        /// <param name="target">The target of the image that runs.</param>
        public void EndMain(Exception exception, WakeCause wake, GpioController gpio, PinMap pins, string target)
        {
            MakeSafe("main", exception, wake);
            try
            {
                if (gpio != null && IsSafeMode && !(exception is OutOfMemoryException))
                {
                    WatchDoor(gpio, pins ?? KnownBoards.PinsOfTarget(target));
                }
            }
            catch (OutOfMemoryException)
            {
                // The next boot may have more.
            }
            catch (Exception)
            {
                // Not even that: the wiring sounds (SPEC §9).
            }

            Restart();
        }

        private void WatchDoor(GpioController gpio, PinMap pins)
        {
            Free(gpio, pins.AedDoor);
            Free(gpio, pins.Sounder);
            Free(gpio, pins.Watchdog);
            GpioPin door = GpioInputs.Open(gpio, pins.AedDoor, null);
            OutputPin sounder = new OutputPin(gpio, pins.Sounder, null);
            WatchdogPin watchdog = new WatchdogPin(gpio, pins);
            bool isOpen = door != null;
            for (int i = 0; door != null && (i < MostDoorRounds || isOpen) && !IsEnding; i++)
            {
                isOpen = (byte)door.Read() != 0;
                sounder.Drive(isOpen);
                if (i % RoundsPerFeed == 0)
                {
                    watchdog.Feed();
                }

                Thread.Sleep(DoorRoundMs);
            }

            sounder.Drive(false);
        }

        private static void Free(GpioController gpio, int pin)
        {
            if (pin >= 0 && gpio.IsPinOpen(pin))
            {
                gpio.ClosePin(pin);
            }
        }

        private void Restart()
        {
            if (_board != null)
            {
                _board.Restart();
            }
        }

        private static string ReasonOf(string where, Exception exception) =>
            exception == null ? where : where + ": " + exception.GetType().FullName;

        private bool TryKeep(string where, Exception exception, WakeCause wake)
        {
            try
            {
                _boots = _boots ?? new BootRecord(_flash, _log);
                if (wake != Told)
                {
                    _boots.LeaveWake(wake);
                }

                return _boots.TryMarkCrashed(ReasonOf(where, exception));
            }
            catch (Exception)
            {
                // Running out of memory is caught too: it must not keep the board from restarting.
                return false;
            }
        }
    }
}
