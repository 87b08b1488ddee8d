using AedCabinet.Inputs;
using AedCabinet.Temperature;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>A temperature filter that is given the probe's rounds, one every 10 s.</summary>
    internal sealed class ProbeBench
    {
        /// <summary>Under test.</summary>
        public readonly TemperatureFilter Filter = new TemperatureFilter();

        /// <summary>The time of the last round.</summary>
        public long NowMs = 100000;

        /// <summary>One round later: what the probe said.</summary>
        public void Round(ProbeReading reading, int deciC)
        {
            NowMs += ProbeCycle.PeriodMs;
            Filter.Update(reading, deciC, NowMs);
        }

        /// <summary>A scan without a reading, some time after the last round.</summary>
        public void Silence(long afterMs) => Filter.Update(ProbeReading.None, 0, NowMs + afterMs);

        /// <summary>Three good readings of the same temperature.</summary>
        public ProbeBench Settled(int deciC)
        {
            for (int i = 0; i < 3; i++)
            {
                Round(ProbeReading.Ok, deciC);
            }

            return this;
        }

        /// <summary>The temperature, which must be known.</summary>
        public int DeciC()
        {
            Assert.IsTrue(Filter.TryGetDeciC(out int deciC));
            return deciC;
        }

        /// <summary>Whether it is known.</summary>
        public bool IsKnown() => Filter.TryGetDeciC(out int _);
    }
}
