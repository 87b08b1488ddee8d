using System;

namespace AedCabinet.Timing
{
    /// <summary>Days of the calendar as text, <c>yyyy-MM-dd</c>, in the years 2000 to 2099.</summary>
    public static class CalendarDay
    {
        /// <summary>Whether a text names a day that exists.</summary>
        /// <param name="text">The text.</param>
        /// <returns><c>true</c> for a day such as <c>2028-02-29</c>.</returns>
        public static bool IsValid(string text)
        {
            if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            {
                return false;
            }

            int year = Digits(text, 0, 4);
            int month = Digits(text, 5, 2);
            int day = Digits(text, 8, 2);
            return year >= 2000 && year <= 2099
                && month >= 1 && month <= 12
                && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        }

        /// <summary>A day as a number, to count days with.</summary>
        /// <param name="text">A text for which <see cref="IsValid"/> holds.</param>
        /// <returns>Days since 1970-01-01, as <see cref="LocalTime.DayOf"/> counts them.</returns>
        public static int ToDayNumber(string text)
        {
            DateTime day = new DateTime(Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));
            return (int)((day.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay);
        }

        private static int Digits(string text, int start, int count)
        {
            int value = 0;
            for (int i = start; i < start + count; i++)
            {
                if (text[i] < '0' || text[i] > '9')
                {
                    return -1;
                }

                value = (value * 10) + (text[i] - '0');
            }

            return value;
        }
    }
}
