using AedCabinet.Indicator;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>An AED's two lights, two sensors and a decoder, scanned every 20 ms in virtual time.</summary>
    public sealed class IndicatorBench
    {
        public const long Never = -1;

        private readonly LightSensor _green = new LightSensor();
        private readonly LightSensor _red = new LightSensor();
        private int _own;

        public IndicatorBench(IndicatorProfile profile)
        {
            Decoder = new IndicatorDecoder(profile, new IndicatorSettings());
        }

        public IndicatorDecoder Decoder { get; }

        public FakeLight Green => _green.Light;

        public FakeLight Red => _red.Light;

        /// <summary>One of the cabinet's own lights, as it is driven at the end of each scan.</summary>
        public FakeLight Own { get; } = new FakeLight();

        public LightSensor GreenSensor => _green;

        public LightSensor RedSensor => _red;

        public long NowMs { get; private set; } = 1000;

        public long LastOutOfRangeMs { get; set; } = Never;

        /// <summary>How often the state changed.</summary>
        public int Changes { get; private set; }

        public IndicatorState State => Decoder.State;

        public static IndicatorProfile Philips()
        {
            IndicatorProfile profile = Profile(IndicatorKind.Blinking);
            profile.Green.Blinking = IndicatorMeaning.Ready;
            profile.Green.Steady = IndicatorMeaning.InUse;
            return profile;
        }

        public static IndicatorProfile Defibtech()
        {
            IndicatorProfile profile = Profile(IndicatorKind.Blinking);
            profile.Green.Blinking = IndicatorMeaning.Ready;
            profile.Red.Blinking = IndicatorMeaning.Attention;
            return profile;
        }

        public static IndicatorProfile Powerheart()
        {
            IndicatorProfile profile = Profile(IndicatorKind.Steady);
            profile.Green.Steady = IndicatorMeaning.Ready;
            profile.Red.Steady = IndicatorMeaning.Attention;
            profile.DarkAfterMs = 10000;
            return profile;
        }

        public IndicatorBench RunS(int seconds) => RunMs(seconds * 1000L);

        public IndicatorBench RunMs(long durationMs)
        {
            long endMs = NowMs + durationMs;
            while (NowMs < endMs)
            {
                ScanAt(NowMs + Cabinet.ScanPeriodMs);
            }

            return this;
        }

        /// <summary>Nothing runs for a while; then every waiting edge comes in one burst, before the scan.</summary>
        public void FreezeMs(long durationMs)
        {
            NowMs += durationMs;
            _green.Thaw(Decoder.Green, NowMs);
            _red.Thaw(Decoder.Red, NowMs);
            ScanAt(NowMs);
        }

        public void ScanAt(long nowMs)
        {
            NowMs = nowMs;
            bool green = _green.Scan(Decoder.Green, null, nowMs);
            bool red = _red.Scan(Decoder.Red, null, nowMs);
            Decoder.Update(green, red, nowMs, LastOutOfRangeMs);
            Changes += Decoder.Changed ? 1 : 0;
            int own = Own.IsLitAt(nowMs) ? 1 : 0;
            if (own != _own)
            {
                _own = own;
                Decoder.NoteOwnLights(own, nowMs);
            }
        }

        /// <summary>Ends the day of an AED: its sensor sees one of the cabinet's own lights instead, a moment after that changes.</summary>
        public void SeeOwn(LightSensor sensor, int periodMs, int pulseMs)
        {
            long atMs = NowMs + (4 * Cabinet.ScanPeriodMs);
            Own.Blink(periodMs, pulseMs, atMs);
            sensor.Light.Blink(periodMs, pulseMs, atMs + 2);
        }

        /// <summary>Ready for two minutes: green blinks every five seconds for 5 ms.</summary>
        public IndicatorBench Settled()
        {
            Green.Blink(5000, 5, NowMs);
            RunS(120);
            Changes = 0;
            return this;
        }

        /// <summary>
        /// Red blinks instead of green for a while. Each flash lasts half a second, so it is last seen within half a second of the end.
        /// </summary>
        public void ShowRed(int durationMs)
        {
            Green.Off();
            Red.Blink(1000, 500, NowMs);
            RunMs(durationMs);
            Red.Off();
            Green.Blink(5000, 5, NowMs);
        }

        public void Is(IndicatorState expected) =>
            Assert.AreEqual(IndicatorDecoder.NameOf(expected), IndicatorDecoder.NameOf(State));

        private static IndicatorProfile Profile(IndicatorKind kind)
        {
            IndicatorProfile profile = new IndicatorProfile();
            profile.Kind = kind;
            profile.IsLearnable = true;

            // The state after commissioning; unconfirmed profiles have tests of their own.
            profile.IsPeriodConfirmed = true;
            return profile;
        }
    }
}
