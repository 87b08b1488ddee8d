using AedCabinet.Indicator;
using AedCabinet.Settings;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>One channel fed flash by flash, polled every 20 ms in virtual time.</summary>
    public sealed class ChannelBench
    {
        public const int DarkAfterMs = 20000;

        private long _flashMs;

        public ChannelBench()
        {
            Channel.Poll(false, NowMs);
            _flashMs = NowMs;
        }

        public IndicatorChannel Channel { get; } = new IndicatorChannel(DarkAfterMs);

        public long NowMs { get; private set; } = 1000;

        public LightClass Class => Channel.Class;

        /// <summary>A flash a time after the beginning of the one before, too short for the polls, which saw only dark.</summary>
        public ChannelBench FlashAfter(int intervalMs)
        {
            _flashMs += intervalMs;
            PollUntil(false, _flashMs);
            Channel.Edge(true, _flashMs);
            Channel.Edge(false, _flashMs + 5);
            return PollMs(false, 2 * IndicatorProfile.MaxGapInLightMs);
        }

        public ChannelBench Flashes(int count, int intervalMs)
        {
            for (int i = 0; i < count; i++)
            {
                FlashAfter(intervalMs);
            }

            return this;
        }

        public ChannelBench PollMs(bool lit, long durationMs) => PollUntil(lit, NowMs + durationMs);

        public ChannelBench PollUntil(bool lit, long untilMs)
        {
            while (NowMs + Cabinet.ScanPeriodMs <= untilMs)
            {
                NowMs += Cabinet.ScanPeriodMs;
                Channel.Poll(lit, NowMs);
            }

            return this;
        }

        /// <summary>No scan for a while, then one.</summary>
        public ChannelBench FreezeMs(bool lit, long durationMs)
        {
            NowMs += durationMs;
            Channel.Poll(lit, NowMs);
            return this;
        }
    }
}
