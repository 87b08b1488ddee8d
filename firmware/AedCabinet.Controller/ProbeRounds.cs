using System;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Supervision;
using AedCabinet.Temperature;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The probes' rounds: a conversion takes 750 ms, far too long for the scan, so they are done on the supervisor's thread, which
    /// waits in between (a thread of their own is 1.8 KB of heap). Whatever the bus throws, they go on: when it falls silent
    /// the temperature becomes unknown by itself (<see cref="TemperatureFilter.SilenceMs"/>), the heater goes off, and the
    /// door is watched on.
    /// </summary>
    public sealed class ProbeRounds
    {
        private readonly ProbeCycle _inside;
        private readonly ProbeCycle _outside;
        private readonly MemoryShortage _shortage;
        private readonly ILog _log;
        private bool _hasFailed;

        /// <summary>Initializes a new instance of the <see cref="ProbeRounds"/> class.</summary>
        /// <param name="bus">The bus the probes hang on.</param>
        /// <param name="settings">Which probes.</param>
        /// <param name="inside">Receives the readings of the probe inside.</param>
        /// <param name="outside">Receives those of the probe outside, if one is fitted.</param>
        /// <param name="shortage">Counts the readings there was no memory for.</param>
        /// <param name="log">Told when the bus begins to throw, not every time it does.</param>
        public ProbeRounds(IOneWire bus, ClimateSettings settings, ProbeMailbox inside, ProbeMailbox outside,
            MemoryShortage shortage, ILog log)
        {
            _inside = new ProbeCycle(new Ds18b20(bus, settings.InsideProbeRom), inside);
            _outside = settings.OutsideProbeFitted ? new ProbeCycle(new Ds18b20(bus, settings.OutsideProbeRom), outside) : null;
            _shortage = shortage;
            _log = log;
        }

        /// <summary>Does what is due, if anything. Never throws on account of the bus.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>How long there is nothing to do, in milliseconds.</returns>
        public int Step(long nowMs)
        {
            int insideMs = Step(_inside, nowMs);
            int outsideMs = _outside == null ? insideMs : Step(_outside, nowMs);
            return outsideMs < insideMs ? outsideMs : insideMs;
        }

        private int Step(ProbeCycle cycle, long nowMs)
        {
            try
            {
                int waitMs = cycle.Step(nowMs);
                _hasFailed = false;
                return waitMs;
            }
            catch (OutOfMemoryException)
            {
                // The bus is sound; there is just no memory for the reading.
                _shortage.Note();
                return cycle.Abandon(nowMs);
            }
            catch (Exception exception)
            {
                if (!_hasFailed)
                {
                    _log.Error("probe: the bus failed (" + exception.GetType().FullName + " " + exception.Message
                        + "); trying again every round");
                }

                _hasFailed = true;
                return cycle.Abandon(nowMs);
            }
        }
    }
}
