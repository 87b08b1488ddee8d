using AedCabinet.Indicator;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>A photo-sensor before a light: tells a channel every edge between two scans, as the interrupt does.</summary>
    public sealed class LightSensor
    {
        private bool _lastLit;
        private long _lastMs;

        public FakeLight Light { get; } = new FakeLight();

        /// <summary>Whether the interrupt works; the poll always does.</summary>
        public bool HasEdges { get; set; } = true;

        /// <summary>Whether every edge is told twice.</summary>
        public bool DoublesEdges { get; set; }

        /// <summary>Tells the edges up to a scan and gives the level at it.</summary>
        public bool Scan(IndicatorChannel channel, IndicatorChannel learner, long nowMs)
        {
            Tell(channel, learner, Light.IsLitAt(_lastMs), _lastMs);
            for (long ms = Light.NextAfter(_lastMs); ms <= nowMs; ms = Light.NextAfter(ms))
            {
                Tell(channel, learner, Light.IsLitAt(ms), ms);
            }

            _lastMs = nowMs;
            return Light.IsLitAt(nowMs);
        }

        /// <summary>Tells all edges of a frozen stretch at once, with the time at which the handlers ran at last.</summary>
        public void Thaw(IndicatorChannel channel, long nowMs)
        {
            for (long ms = Light.NextAfter(_lastMs); ms <= nowMs; ms = Light.NextAfter(ms))
            {
                _lastLit = Light.IsLitAt(ms);
                channel.Edge(_lastLit, nowMs);
            }

            _lastMs = nowMs;
        }

        private void Tell(IndicatorChannel channel, IndicatorChannel learner, bool lit, long ms)
        {
            if (lit == _lastLit)
            {
                return;
            }

            _lastLit = lit;
            for (int i = 0; HasEdges && i < (DoublesEdges ? 2 : 1); i++)
            {
                channel?.Edge(lit, ms);
                learner?.Edge(lit, ms);
            }
        }
    }
}
