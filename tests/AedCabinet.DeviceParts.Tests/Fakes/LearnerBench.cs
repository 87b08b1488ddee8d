using AedCabinet.Learning;
using AedCabinet.Settings;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>An AED's two lights before an <see cref="IndicatorLearner"/>, scanned every 20 ms in virtual time.</summary>
    public sealed class LearnerBench
    {
        private readonly LightSensor _green = new LightSensor();
        private readonly LightSensor _red = new LightSensor();

        public FakeLight Green => _green.Light;

        public FakeLight Red => _red.Light;

        public IndicatorLearner Learner { get; private set; }

        public long NowMs { get; private set; } = 1000;

        /// <summary>Begins to teach, once the lights are set.</summary>
        public LearnerBench Begin(IndicatorProfile present)
        {
            Learner = new IndicatorLearner(present, new IndicatorSettings());
            Scan();
            return this;
        }

        public LearnerBench RunMs(long durationMs)
        {
            for (long endMs = NowMs + durationMs; NowMs < endMs;)
            {
                NowMs += Cabinet.ScanPeriodMs;
                Scan();
            }

            return this;
        }

        public void FreezeMs(long durationMs)
        {
            NowMs += durationMs;
            Scan();
        }

        private void Scan()
        {
            bool green = _green.Scan(null, Learner.Green, NowMs);
            bool red = _red.Scan(null, Learner.Red, NowMs);
            Learner.Update(green, red, NowMs);
        }
    }
}
