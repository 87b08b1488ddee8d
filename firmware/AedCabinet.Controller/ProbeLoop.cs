using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The probes' thread: a conversion takes 750 ms, far too long for the scan. It lives as long as the cabinet, whatever
    /// the bus throws, and waits nowhere but for its next step or its stop. The supervisor does not watch it, and it never
    /// restarts the board: when it falls silent the temperature becomes unknown by itself
    /// (<see cref="TemperatureFilter.SilenceMs"/>), the heater goes off, and the door is watched on.
    /// </summary>
    public sealed class ProbeLoop
    {
        private readonly ProbeCycle _inside;
        private readonly ProbeCycle _outside;
        private readonly BootClock _clock;
        private readonly MemoryShortage _shortage;
        private readonly ILog _log;
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private bool _hasFailed;

        /// <summary>Initializes a new instance of the <see cref="ProbeLoop"/> class.</summary>
        /// <param name="bus">The bus the probes hang on.</param>
        /// <param name="settings">Which probes.</param>
        /// <param name="inside">Receives the readings of the probe inside.</param>
        /// <param name="outside">Receives those of the probe outside, if one is fitted.</param>
        /// <param name="clock">The time of this boot.</param>
        /// <param name="shortage">Counts the readings there was no memory for.</param>
        /// <param name="log">Told when the bus begins to throw, not every time it does.</param>
        public ProbeLoop(IOneWire bus, ClimateSettings settings, ProbeMailbox inside, ProbeMailbox outside, BootClock clock, MemoryShortage shortage, ILog log)
        {
            _inside = new ProbeCycle(new Ds18b20(bus, settings.InsideProbeRom), inside);
            _outside = settings.OutsideProbeFitted ? new ProbeCycle(new Ds18b20(bus, settings.OutsideProbeRom), outside) : null;
            _clock = clock;
            _shortage = shortage;
            _log = log;
        }

        /// <summary>Measures until <see cref="Stop"/>.</summary>
        public void Run()
        {
            int waitMs = 0;
            while (!_clock.Wait(_stop, waitMs))
            {
                int insideMs = Step(_inside);
                int outsideMs = _outside == null ? insideMs : Step(_outside);
                waitMs = outsideMs < insideMs ? outsideMs : insideMs;
            }
        }

        /// <summary>Asks <see cref="Run"/> to return: at once when it waits, after the bytes under way otherwise.</summary>
        public void Stop() => _stop.Set();

        private int Step(ProbeCycle cycle)
        {
            try
            {
                int waitMs = cycle.Step(_clock.NowMs);
                _hasFailed = false;
                return waitMs;
            }
            catch (OutOfMemoryException)
            {
                // Nothing is wrong with the bus, and there is no memory to say anything else.
                _shortage.Note();
                return cycle.Abandon(_clock.NowMs);
            }
            catch (Exception exception)
            {
                if (!_hasFailed)
                {
                    _log.Error("probe: the bus failed (" + exception.GetType().FullName + " " + exception.Message + "); trying again every round");
                }

                _hasFailed = true;
                return cycle.Abandon(_clock.NowMs);
            }
        }
    }
}
