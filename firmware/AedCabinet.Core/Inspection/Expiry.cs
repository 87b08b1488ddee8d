using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Inspection
{
    /// <summary>
    /// The last day on which one thing in the cabinet may be used, and when to tell that it is near (SPEC §7: 30, 7 and 0
    /// days before).
    /// </summary>
    /// <remarks>
    /// Each level is told once a boot; the levels already passed when the clock comes are told as one, the most urgent.
    /// While today is unknown nothing is due or expired, which is not the same as good: see <see cref="IsJudged"/>.
    /// </remarks>
    public sealed class Expiry
    {
        private const int NothingTold = int.MaxValue;

        private readonly int _noticeDays;
        private readonly int _lastNoticeDays;
        private int _day = LocalTime.Unknown;
        private int _toldLevelDays = NothingTold;
        private bool _isClearedPending;

        /// <summary>Initializes a new instance of the <see cref="Expiry"/> class.</summary>
        /// <param name="item">What expires, as it stands in an event: <c>pads</c>, <c>battery</c> or <c>kit</c>.</param>
        /// <param name="settings">When to tell.</param>
        public Expiry(string item, CareSettings settings)
        {
            Item = item;
            _noticeDays = settings.ExpiryNoticeDays;
            _lastNoticeDays = settings.ExpiryLastNoticeDays;
        }

        /// <summary>Gets what expires, as it stands in an event.</summary>
        public string Item { get; }

        /// <summary>Gets the last day of use as <c>yyyy-MM-dd</c>, empty when none is known.</summary>
        public string Date { get; private set; } = string.Empty;

        /// <summary>
        /// Gets a value indicating whether both the date and today are known, so that <see cref="IsExpired"/> says something.
        /// </summary>
        public bool IsJudged { get; private set; }

        /// <summary>Gets how many days are left: 0 on the last day of use, below 0 afterwards; 0 while not judged.</summary>
        public int DaysLeft { get; private set; }

        /// <summary>Gets a value indicating whether the last day of use is past.</summary>
        public bool IsExpired => IsJudged && DaysLeft < 0;

        /// <summary>
        /// Gets a value indicating whether a level was reached in this scan that was not told before (<c>expiry.due</c>).
        /// </summary>
        public bool DueReached { get; private set; }

        /// <summary>Gets the level told last, in days before the end: 30, 7 or 0 by default; −1 when none was told.</summary>
        public int DueLevelDays => _toldLevelDays == NothingTold ? -1 : _toldLevelDays;

        /// <summary>
        /// Gets a value indicating whether a date that was told as due has been moved later or removed, told in the scan after
        /// (<c>expiry.cleared</c>). When the new date is due as well, <see cref="DueReached"/> holds in the same scan and comes after it.
        /// </summary>
        public bool Cleared { get; private set; }

        /// <summary>Sets the date: at the start, and when new pads, a new battery or a new kit came in.</summary>
        /// <param name="date">A day for which <see cref="CalendarDay.IsValid"/> holds, or empty for none.</param>
        public void SetDate(string date)
        {
            int day = date.Length == 0 ? LocalTime.Unknown : CalendarDay.ToDayNumber(date);
            bool isLater = day == LocalTime.Unknown || day > _day;
            if (isLater && day != _day)
            {
                _isClearedPending = _isClearedPending || _toldLevelDays != NothingTold;
                _toldLevelDays = NothingTold;
            }

            _day = day;
            Date = date;
        }

        /// <summary>Judges one scan.</summary>
        /// <param name="today">The local day (<see cref="LocalTime.DayOf"/>), a day that today is known not to be before, or
        /// <see cref="LocalTime.Unknown"/>.</param>
        public void Update(int today)
        {
            DueReached = false;
            Cleared = _isClearedPending;
            _isClearedPending = false;

            IsJudged = _day != LocalTime.Unknown && today != LocalTime.Unknown;
            DaysLeft = IsJudged ? _day - today : 0;
            if (!IsJudged)
            {
                return;
            }

            int level = DaysLeft <= 0 ? 0
                : DaysLeft <= _lastNoticeDays ? _lastNoticeDays
                : DaysLeft <= _noticeDays ? _noticeDays
                : NothingTold;
            if (level < _toldLevelDays)
            {
                _toldLevelDays = level;
                DueReached = true;
            }
        }
    }
}
