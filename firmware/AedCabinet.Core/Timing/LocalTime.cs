namespace AedCabinet.Timing
{
    /// <summary>Day and minute at the cabinet's own place, from UTC and a fixed offset.</summary>
    public static class LocalTime
    {
        /// <summary>What stands for a day, a minute or a time that nobody knows.</summary>
        public const int Unknown = -1;

        private const long MinuteMs = 60 * 1000;
        private const int MinutesADay = 24 * 60;
        private const int NightMinutes = 180;

        /// <summary>The local day.</summary>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC, or below 0 when unknown.</param>
        /// <param name="utcOffsetMinutes">How far local time is ahead of UTC, in minutes (<c>ClockSettings.UtcOffsetMinutes</c>).</param>
        /// <returns>Days since 1970-01-01 (<see cref="CalendarDay.ToDayNumber"/>), or <see cref="Unknown"/>.</returns>
        public static int DayOf(long unixMs, int utcOffsetMinutes) =>
            unixMs < 0 ? Unknown : (int)(((unixMs / MinuteMs) + utcOffsetMinutes) / MinutesADay);

        /// <summary>
        /// Whether it is dark wherever one time is kept: the three hours after midnight. On China's one clock the sun sets at 22:30 in the
        /// far west and rises at 03:05 in the far east in June.
        /// </summary>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC, or below 0 when unknown.</param>
        /// <param name="utcOffsetMinutes">How far local time is ahead of UTC, in minutes.</param>
        /// <returns><c>true</c> at night; <c>false</c> while nobody knows.</returns>
        public static bool IsNight(long unixMs, int utcOffsetMinutes) =>
            DayOf(unixMs, utcOffsetMinutes) != DayOf(unixMs, utcOffsetMinutes - NightMinutes);

        /// <summary>When a local day begins.</summary>
        /// <param name="day">Days since 1970-01-01.</param>
        /// <param name="utcOffsetMinutes">How far local time is ahead of UTC, in minutes.</param>
        /// <returns>Milliseconds since 1970-01-01 UTC.</returns>
        public static long StartOf(int day, int utcOffsetMinutes) => (((long)day * MinutesADay) - utcOffsetMinutes) * MinuteMs;

        /// <summary>How long until a minute of the day comes.</summary>
        /// <param name="minute">The minute of the day now, 0 to 1439.</param>
        /// <param name="target">The minute of the day that is to come, 0 to 1439.</param>
        /// <returns>Minutes, 1 to 1440.</returns>
        public static int MinutesUntil(int minute, int target) => target > minute ? target - minute : target - minute + MinutesADay;

        /// <summary>How long until the minute or the day changes.</summary>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC, 0 or more.</param>
        /// <param name="minutes">Minutes after the beginning of the current minute.</param>
        /// <returns>Milliseconds, above 0 when <paramref name="minutes"/> is.</returns>
        public static long UntilMinuteMs(long unixMs, int minutes) => (minutes * MinuteMs) - (unixMs % MinuteMs);

        /// <summary>The local time of day.</summary>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC, or below 0 when unknown.</param>
        /// <param name="utcOffsetMinutes">How far local time is ahead of UTC, in minutes (<c>ClockSettings.UtcOffsetMinutes</c>).</param>
        /// <returns>Minutes since local midnight, 0 to 1439, or <see cref="Unknown"/>.</returns>
        public static int MinuteOf(long unixMs, int utcOffsetMinutes) =>
            unixMs < 0 ? Unknown : (int)(((unixMs / MinuteMs) + utcOffsetMinutes + MinutesADay) % MinutesADay);
    }
}
