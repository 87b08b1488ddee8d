namespace AedCabinet.Alarms
{
    /// <summary>
    /// A repeating on/off rhythm, as a table of durations: on, off, on, off… in milliseconds.
    /// </summary>
    /// <remarks>
    /// The bursts are modelled on the rhythm of IEC 60601-1-8 alarm signals; a single-tone sounder can't meet its
    /// harmonics rule, so none conforms to it. Times are multiples of the 20 ms scan.
    /// </remarks>
    public sealed class AlarmPattern
    {
        /// <summary>
        /// Rescue: a 10-pulse high-priority burst, 3 + 2 pulses twice, then silence. Pulses 140 ms (80–150), gaps 60 ms
        /// (15–80), 2600 ms between bursts (2550–3800): ranges of alarm chips, DOMAIN "Sound".
        /// </summary>
        public static readonly AlarmPattern Rescue = new AlarmPattern(new int[]
        {
            140, 60, 140, 60, 140, 260, 140, 60, 140, 700,
            140, 60, 140, 60, 140, 260, 140, 60, 140, 2600,
        });

        /// <summary>
        /// Locate: a 3-pulse burst every 2 s, far denser than <see cref="LeftOpenEvery"/>, to be walked towards. Pulses 160 ms (130–200)
        /// and gaps 80 ms (40–100) of the medium priority, DOMAIN "Sound"; the 2 s are SPEC §9's.
        /// </summary>
        public static readonly AlarmPattern Locate = new AlarmPattern(new int[] { 160, 80, 160, 80, 160, 1360 });

        /// <summary>The beacon's flash: half a second on, half a second off.</summary>
        public static readonly AlarmPattern Flash = new AlarmPattern(new int[] { 500, 500 });

        /// <summary>The amber lamp without a link: a second on, a second off, slower than the beacon's flash.</summary>
        public static readonly AlarmPattern AmberBlink = new AlarmPattern(new int[] { 1000, 1000 });

        private readonly int[] _durationsMs;
        private readonly int _periodMs;

        /// <summary>Initializes a new instance of the <see cref="AlarmPattern"/> class.</summary>
        /// <param name="durationsMs">Durations on, off, on, off… in milliseconds, each above 0, an even number of them.</param>
        public AlarmPattern(int[] durationsMs)
        {
            _durationsMs = durationsMs;
            for (int i = 0; i < durationsMs.Length; i++)
            {
                _periodMs += durationsMs[i];
            }
        }

        /// <summary>
        /// A door left open: a 3-pulse medium-priority burst. Pulses 160 ms (130–200), gaps 80 ms (40–100): ranges of alarm chips,
        /// DOMAIN "Sound". Its bursts are much further apart than theirs (2.6–4.0 s): it reminds, it doesn't alarm.
        /// </summary>
        /// <param name="seconds">From the beginning of one burst to that of the next, in seconds, 1 or more.</param>
        /// <returns>The pattern.</returns>
        public static AlarmPattern LeftOpenEvery(int seconds) =>
            new AlarmPattern(new int[] { 160, 80, 160, 80, 160, (seconds * 1000) - 640 });

        /// <summary>A fault: one short low-priority chirp of 80 ms.</summary>
        /// <param name="seconds">From one chirp to the next, in seconds, 1 or more; 16 or more for a low-priority signal, DOMAIN
        /// "Sound".</param>
        /// <returns>The pattern.</returns>
        public static AlarmPattern FaultEvery(int seconds) => new AlarmPattern(new int[] { 80, (seconds * 1000) - 80 });

        /// <summary>Gets how long the pattern is before it repeats, in milliseconds.</summary>
        public int PeriodMs => _periodMs;

        /// <summary>How long after a time into the pattern the output changes next.</summary>
        /// <param name="elapsedMs">Milliseconds since the pattern began, 0 or more.</param>
        /// <returns>Milliseconds, 1 or more.</returns>
        public int ToNextChangeMs(long elapsedMs)
        {
            int restMs = (int)(elapsedMs % _periodMs);
            int i = 0;
            while (restMs >= _durationsMs[i])
            {
                restMs -= _durationsMs[i];
                i++;
            }

            return _durationsMs[i] - restMs;
        }

        /// <summary>Whether the output is on at a time into the pattern.</summary>
        /// <param name="elapsedMs">Milliseconds since the pattern began, 0 or more; the pattern begins with its first "on".</param>
        /// <returns><c>true</c> for on.</returns>
        public bool IsOnAt(long elapsedMs)
        {
            int restMs = (int)(elapsedMs % _periodMs);
            for (int i = 0; i < _durationsMs.Length; i++)
            {
                restMs -= _durationsMs[i];
                if (restMs < 0)
                {
                    return i % 2 == 0;
                }
            }

            return false;
        }
    }
}
