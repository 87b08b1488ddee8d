using AedCabinet.Events;
using AedCabinet.Flash;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Inspection
{
    /// <summary>
    /// When a human must look after the cabinet: last days of use and inspections (SPEC §6, §7). Known only when the clock is.
    /// </summary>
    public sealed class InspectionSchedule
    {
        // Limit on how far the day on flash moves ahead in one boot: one day at once, and more with each day of running.
        private const int KeptDaysAtOnce = 1;
        private const int KeptDaysADay = 7;
        private const long DayMs = 24 * 60 * 60 * 1000;

        private readonly CabinetConfiguration _configuration;
        private readonly Expiries _expiries;
        private long _lastInspectionUnixMs;
        private int _lastDay = LocalTime.Unknown;
        private int _restoredDay;

        /// <summary>Initializes a new instance of the <see cref="InspectionSchedule"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        public InspectionSchedule(CabinetConfiguration configuration)
        {
            _configuration = configuration;
            _expiries = new Expiries(configuration.Care);
        }

        /// <summary>Gets a value indicating whether the last inspection is too long ago.</summary>
        public bool IsInspectionDue { get; private set; }

        /// <summary>
        /// Gets a value indicating whether the clock is known and a recent enough inspection stands in for an AED that can't be read.
        /// </summary>
        public bool IsVouched { get; private set; }

        /// <summary>Gets a value indicating whether the pads have expired.</summary>
        public bool ArePadsExpired => _expiries.Pads.IsExpired;

        /// <summary>Gets a value indicating whether the AED's battery has expired.</summary>
        public bool IsBatteryExpired => _expiries.Battery.IsExpired;

        /// <summary>Gets a value indicating whether the kit has expired.</summary>
        public bool IsKitExpired => _expiries.Kit.IsExpired;

        // Without an AED there is nothing to read.
        private bool IsReadable => _configuration.IndicatorProfile.Kind != IndicatorKind.Unreadable
            || _configuration.Kind == CabinetKind.Kit;

        /// <summary>Judges one scan and reports what came due.</summary>
        /// <param name="unixMs">The time of day, −1 while it is unknown.</param>
        /// <param name="emitter">Receives the events.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Update(long unixMs, EventEmitter emitter, long nowMs)
        {
            bool isUnreadable = _configuration.IndicatorProfile.Kind == IndicatorKind.Unreadable;
            int today = LocalTime.DayOf(unixMs, _configuration.Clock.UtcOffsetMinutes);
            if (today != LocalTime.Unknown)
            {
                // A wrong year from a time server is not kept at once, nor by a kit that wakes in it again and again: the right year,
                // which is before it, would not be believed any more.
                int latest = _restoredDay + KeptDaysAtOnce + (KeptDaysADay * (int)(nowMs / DayMs));
                _lastDay = today < latest ? today : latest;
            }

            // Until the clock is set, the last day known before the restart stands in for today, which can't be earlier.
            long judgedUnixMs = unixMs >= 0 || _lastDay == LocalTime.Unknown ? unixMs
                : LocalTime.StartOf(_lastDay, _configuration.Clock.UtcOffsetMinutes);
            IsInspectionDue = Inspections.IsDue(judgedUnixMs, _lastInspectionUnixMs, IsReadable, _configuration.Care);
            IsVouched = !_configuration.IsSafeMode && isUnreadable && unixMs >= 0 && !IsInspectionDue;

            _expiries.Update(today == LocalTime.Unknown ? _lastDay : today);
            for (int i = 0; i < _expiries.Count; i++)
            {
                Report(_expiries.At(i), emitter, nowMs);
            }
        }

        /// <summary>When something becomes due, expires or is no longer believed by itself.</summary>
        /// <param name="unixMs">The time of day of the latest scan in milliseconds since 1970-01-01 UTC, below 0 while unknown.</param>
        /// <param name="nowMs">Its monotonic time in milliseconds.</param>
        /// <returns>Monotonic milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long unixMs, long nowMs)
        {
            if (unixMs < 0)
            {
                return Deadline.Never;
            }

            int offsetMinutes = _configuration.Clock.UtcOffsetMinutes;
            long toTomorrowMs = LocalTime.StartOf(LocalTime.DayOf(unixMs, offsetMinutes) + 1, offsetMinutes) - unixMs;
            long toInspectionMs = Inspections.ToNextChangeMs(unixMs, _lastInspectionUnixMs, IsReadable, _configuration.Care);
            return nowMs + Deadline.Earlier(toTomorrowMs, toInspectionMs);
        }

        /// <summary>Somebody has inspected the cabinet.</summary>
        /// <param name="unixMs">The time of day, −1 while it is unknown: then the inspection has no date and doesn't count.</param>
        public void Inspect(long unixMs)
        {
            if (unixMs >= 0)
            {
                _lastInspectionUnixMs = unixMs;
            }
        }

        /// <summary>Takes over the settings' dates, and what a boot before this one knew; before the first <see cref="Update"/>.</summary>
        /// <param name="memory">What was on flash.</param>
        public void Restore(PersistentState memory)
        {
            _expiries.Pads.SetDate(_configuration.Aed.PadsExpire);
            _expiries.Battery.SetDate(_configuration.Aed.BatteryExpire);
            _expiries.Kit.SetDate(_configuration.Care.KitExpire);
            _lastInspectionUnixMs = _configuration.Care.LastInspection.Length == 0
                ? -1
                : LocalTime.StartOf(CalendarDay.ToDayNumber(_configuration.Care.LastInspection), _configuration.Clock.UtcOffsetMinutes);
            _lastDay = memory.LastDay;
            _restoredDay = memory.LastDay == LocalTime.Unknown ? LocalTime.DayOf(FirmwareVersion.DateUnixMs, 0) : memory.LastDay;
            if (memory.LastInspectionUnixMs > _lastInspectionUnixMs)
            {
                _lastInspectionUnixMs = memory.LastInspectionUnixMs;
            }
        }

        /// <summary>Says what must survive a restart.</summary>
        /// <param name="memory">Receives it.</param>
        public void Remember(PersistentState memory)
        {
            memory.LastInspectionUnixMs = _lastInspectionUnixMs;
            memory.LastDay = _lastDay;
        }

        private static void Report(Expiry expiry, EventEmitter emitter, long nowMs)
        {
            if (expiry.Cleared)
            {
                emitter.Emit(EventKind.ExpiryCleared, EventData.ExpiryCleared(expiry.Item), nowMs);
            }

            if (expiry.DueReached)
            {
                emitter.Emit(EventKind.ExpiryDue, EventData.ExpiryDue(expiry.Item, expiry.DueLevelDays, expiry.Date), nowMs);
            }
        }
    }
}
