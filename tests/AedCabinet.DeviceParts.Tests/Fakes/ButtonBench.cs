using AedCabinet.Judgement;
using AedCabinet.Settings;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>One push button in virtual time, scanned every 20 ms: a finger, and what was told of it.</summary>
    public sealed class ButtonBench
    {
        private const int ScanMs = 20;

        private long _nowMs = 1000;

        public ButtonBench()
        {
            Release(ScanMs);
        }

        public PushButton Button { get; } = New();

        public int Pressed { get; private set; }

        public int Short { get; private set; }

        public int Long { get; private set; }

        public static PushButton New() => new PushButton(100, new ButtonSettings(), new ChatteringSettings());

        public void Hold(int durationMs) => Run(true, durationMs);

        public void Release(int durationMs) => Run(false, durationMs);

        /// <summary>Lets time go by without scans, as during a TLS handshake.</summary>
        public void FreezeMs(long durationMs) => _nowMs += durationMs;

        private void Run(bool raw, int durationMs)
        {
            for (int ms = 0; ms < durationMs; ms += ScanMs)
            {
                _nowMs += ScanMs;
                Button.Update(raw, _nowMs);
                Pressed += Button.Pressed ? 1 : 0;
                Short += Button.ShortPress ? 1 : 0;
                Long += Button.LongPress ? 1 : 0;
            }
        }
    }
}
