namespace AedCabinet
{
    /// <summary>When a human must look after the cabinet: last days of use and inspections (SPEC §6, §7). Known only when the clock is.</summary>
    public sealed class Care
    {
        private readonly CabinetConfiguration _configuration;
        private readonly Expiries _expiries;
        private long _lastInspectionUnixMs;

        /// <summary>Initializes a new instance of the <see cref="Care"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        public Care(CabinetConfiguration configuration)
        {
            _configuration = configuration;
            _expiries = new Expiries(configuration.Care);
            _expiries.Pads.SetDate(configuration.Aed.PadsExpire);
            _expiries.Battery.SetDate(configuration.Aed.BatteryExpire);
            _expiries.Kit.SetDate(configuration.Care.KitExpire);
            _lastInspectionUnixMs = configuration.Care.LastInspection.Length == 0
                ? -1
                : LocalTime.StartOf(CalendarDay.ToDayNumber(configuration.Care.LastInspection), configuration.Clock.UtcOffsetMinutes);
        }

        /// <summary>Gets a value indicating whether the last inspection is too long ago.</summary>
        public bool IsInspectionDue { get; private set; }

        /// <summary>Gets a value indicating whether the clock is known and a recent enough inspection stands in for an AED that can't be read.</summary>
        public bool IsVouched { get; private set; }

        /// <summary>Gets a value indicating whether the pads have expired.</summary>
        public bool ArePadsExpired => _expiries.Pads.IsExpired;

        /// <summary>Gets a value indicating whether the AED's battery has expired.</summary>
        public bool IsBatteryExpired => _expiries.Battery.IsExpired;

        /// <summary>Gets a value indicating whether the kit has expired.</summary>
        public bool IsKitExpired => _expiries.Kit.IsExpired;

        /// <summary>Judges one scan and reports what came due.</summary>
        /// <param name="unixMs">The time of day, −1 while it is unknown.</param>
        /// <param name="emitter">Receives the events.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Update(long unixMs, EventEmitter emitter, long nowMs)
        {
            bool isReadable = _configuration.IndicatorProfile.Kind != IndicatorKind.Unreadable;
            IsInspectionDue = Inspections.IsDue(unixMs, _lastInspectionUnixMs, isReadable || _configuration.Kind == CabinetKind.Kit, _configuration.Care);
            IsVouched = !isReadable && unixMs >= 0 && !IsInspectionDue;

            _expiries.Update(LocalTime.DayOf(unixMs, _configuration.Clock.UtcOffsetMinutes));
            for (int i = 0; i < _expiries.Count; i++)
            {
                Report(_expiries.At(i), emitter, nowMs);
            }
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

        private static void Report(Expiry expiry, EventEmitter emitter, long nowMs)
        {
            if (expiry.Cleared)
            {
                emitter.Emit(EventKind.ExpiryCleared, "\"item\":\"" + expiry.Item + "\"", nowMs);
            }

            if (expiry.DueReached)
            {
                emitter.Emit(
                    EventKind.ExpiryDue,
                    "\"item\":\"" + expiry.Item + "\",\"days\":" + expiry.DueLevelDays.ToString() + ",\"date\":\"" + expiry.Date + "\"",
                    nowMs);
            }
        }
    }
}
