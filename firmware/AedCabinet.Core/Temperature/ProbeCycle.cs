using AedCabinet.Inputs;

namespace AedCabinet.Temperature
{
    /// <summary>
    /// When the probe is told to measure and when it is read: every 10 s (SPEC §4), on a thread of its own, because a
    /// conversion takes longer than 37 scans. Every round leaves exactly one reading in the mailbox, bad ones too.
    /// </summary>
    public sealed class ProbeCycle
    {
        /// <summary>From one conversion to the next, in milliseconds.</summary>
        public const int PeriodMs = 10000;

        /// <summary>
        /// From the start of a conversion to its reading, in milliseconds: its longest time, and 50 ms because clocks and waits are coarse.
        /// </summary>
        public const int ReadAfterMs = Ds18b20.ConversionMs + 50;

        /// <summary>A raw reading that stays the same to the last bit for so long is a frozen probe's, in milliseconds (SPEC §4).</summary>
        public const long FrozenMs = 24 * 60 * 60 * 1000;

        private readonly Ds18b20 _probe;
        private readonly ProbeMailbox _mailbox;
        private bool _hasStarted;
        private bool _isConverting;
        private long _startedMs;
        private int _raw;
        private long _rawSinceMs = -1;

        /// <summary>
        /// Initializes a new instance of the <see cref="ProbeCycle"/> class; its first conversion starts with the first step.
        /// </summary>
        /// <param name="probe">The probe.</param>
        /// <param name="mailbox">Receives the readings.</param>
        public ProbeCycle(Ds18b20 probe, ProbeMailbox mailbox)
        {
            _probe = probe;
            _mailbox = mailbox;
        }

        /// <summary>Does what is due, if anything. When the bus throws, <see cref="Abandon"/> is to be called.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>How long there is nothing to do, in milliseconds, 1 or more.</returns>
        public int Step(long nowMs)
        {
            long dueMs = _startedMs + (_isConverting ? ReadAfterMs : PeriodMs);
            if (_hasStarted && nowMs < dueMs)
            {
                return (int)(dueMs - nowMs);
            }

            if (_isConverting)
            {
                _isConverting = false;
                ProbeReading reading = _probe.Read(out int deciC);
                _mailbox.Post(IsFrozen(reading, nowMs) ? ProbeReading.Frozen : reading, deciC);
                return RestOfPeriod(nowMs);
            }

            // Rounds that were missed while every thread was frozen are not made up for.
            _hasStarted = true;
            _startedMs = nowMs;
            ProbeReading problem = _probe.StartConversion();
            _isConverting = problem == ProbeReading.None;
            if (_isConverting)
            {
                return ReadAfterMs;
            }

            _mailbox.Post(problem, 0);
            return PeriodMs;
        }

        /// <summary>Gives up the round after the bus has thrown: that is a reading too, and the next round comes in its time.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>How long there is nothing to do, in milliseconds.</returns>
        public int Abandon(long nowMs)
        {
            _isConverting = false;
            _mailbox.Post(ProbeReading.BusError, 0);
            return RestOfPeriod(nowMs);
        }

        // A bad reading in between says nothing about the probe's own number.
        private bool IsFrozen(ProbeReading reading, long nowMs)
        {
            if (reading != ProbeReading.Ok && reading != ProbeReading.PowerOnValue)
            {
                return false;
            }

            if (_rawSinceMs < 0 || _probe.Raw != _raw)
            {
                _raw = _probe.Raw;
                _rawSinceMs = nowMs;
            }

            return nowMs - _rawSinceMs >= FrozenMs;
        }

        private int RestOfPeriod(long nowMs)
        {
            long restMs = _startedMs + PeriodMs - nowMs;
            return restMs > 0 ? (int)restMs : 1;
        }
    }
}
