using AedCabinet.Alarms;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>The local alarm alone, in virtual time, scanned every 20 ms.</summary>
    public sealed class AlarmBench
    {
        public AlarmBench()
            : this(new AlarmSettings())
        {
        }

        public AlarmBench(AlarmSettings settings)
        {
            Alarm = new AlarmArbiter(settings);
            Alarm.Drive(NowMs, Outputs);
        }

        public AlarmArbiter Alarm { get; }

        public OutputImage Outputs { get; } = new OutputImage();

        /// <summary>The time of the latest scan.</summary>
        public long NowMs { get; private set; } = 1000;

        /// <summary>How many scans of the latest <see cref="RunMs"/> had the sounder on.</summary>
        public int SounderScans { get; private set; }

        /// <summary>How often the sounder went on in the latest <see cref="RunMs"/>.</summary>
        public int Pulses { get; private set; }

        /// <summary>How often the beacon went on in the latest <see cref="RunMs"/>.</summary>
        public int Flashes { get; private set; }

        /// <summary>Drives once more without time going by: what was just told, in the same scan.</summary>
        public void SameScan() => Alarm.Drive(NowMs, Outputs);

        /// <summary>Runs scans for a while and counts.</summary>
        public AlarmBench RunMs(long durationMs)
        {
            SounderScans = 0;
            Pulses = 0;
            Flashes = 0;
            long untilMs = NowMs + durationMs;
            while (NowMs < untilMs)
            {
                bool wasOn = Outputs.Sounder;
                bool wasLit = Outputs.Beacon;
                NowMs += Cabinet.ScanPeriodMs;
                Alarm.Drive(NowMs, Outputs);
                SounderScans += Outputs.Sounder ? 1 : 0;
                Pulses += Outputs.Sounder && !wasOn ? 1 : 0;
                Flashes += Outputs.Beacon && !wasLit ? 1 : 0;
            }

            return this;
        }

        /// <summary>Lets time go by without scans, as during a TLS handshake.</summary>
        public void FreezeMs(long durationMs) => NowMs += durationMs;
    }
}
