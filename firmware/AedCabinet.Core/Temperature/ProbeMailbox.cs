using AedCabinet.Inputs;

namespace AedCabinet.Temperature
{
    /// <summary>
    /// Where the probe's thread leaves its latest reading for the scan: one place, the newer replaces the older. Allocates
    /// nothing, and nobody waits longer than for the copying of two numbers.
    /// </summary>
    public sealed class ProbeMailbox
    {
        private readonly object _lock = new object();
        private ProbeReading _reading;
        private int _deciC;
        private int _version;

        /// <summary>Leaves a reading.</summary>
        /// <param name="reading">What came of it.</param>
        /// <param name="deciC">The temperature in tenths of °C, where there is one.</param>
        public void Post(ProbeReading reading, int deciC)
        {
            lock (_lock)
            {
                _reading = reading;
                _deciC = deciC;
                _version++;
            }
        }

        /// <summary>Takes the latest reading, once.</summary>
        /// <param name="version">The reader's own: the version it took last, 0 before the first; moved on.</param>
        /// <param name="deciC">The temperature in tenths of °C, where there is one.</param>
        /// <returns>The reading, or <see cref="ProbeReading.None"/> when there is none newer than <paramref name="version"/>.</returns>
        public ProbeReading Take(ref int version, out int deciC)
        {
            lock (_lock)
            {
                if (version == _version)
                {
                    deciC = 0;
                    return ProbeReading.None;
                }

                version = _version;
                deciC = _deciC;
                return _reading;
            }
        }
    }
}
