namespace AedCabinet
{
    /// <summary>Reads the time a command expires: <c>20yy-MM-ddTHH:mm:ss[.fff]Z</c>, UTC.</summary>
    public static class CommandExpiry
    {
        private const string Form = "20dd-dd-ddTdd:dd:dd";

        /// <summary>Reads a time.</summary>
        /// <param name="text">ASCII.</param>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC.</param>
        /// <returns><c>false</c> when it is no time of that form.</returns>
        public static bool TryRead(byte[] text, out long unixMs)
        {
            unixMs = 0;
            string form = text.Length == 20 ? Form + "Z" : text.Length == 24 ? Form + ".dddZ" : "";
            if (form.Length == 0)
            {
                return false;
            }

            for (int i = 0; i < form.Length; i++)
            {
                if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
                {
                    return false;
                }
            }

            int year = 2000 + Number(text, 2, 2);
            int month = Number(text, 5, 2);
            int day = Number(text, 8, 2);
            int hour = Number(text, 11, 2);
            int minute = Number(text, 14, 2);
            int second = Number(text, 17, 2);

            // 2000 to 2099: every fourth year is a leap year.
            int monthDays = month == 2 ? (year % 4 == 0 ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
            if (month < 1 || month > 12 || day < 1 || day > monthDays || hour > 23 || minute > 59 || second > 59)
            {
                return false;
            }

            // Days from 1 March: January and February count as months 10 and 11 of the year before.
            int y = month > 2 ? year : year - 1;
            long days = (365L * y) + (y / 4) - (y / 100) + (y / 400) + (((153 * ((month + 9) % 12)) + 2) / 5) + day - 719469;
            unixMs = (((((days * 24) + hour) * 60) + minute) * 60 + second) * 1000;
            unixMs += text.Length == 24 ? Number(text, 20, 3) : 0;
            return true;
        }

        private static int Number(byte[] text, int at, int digits)
        {
            int number = 0;
            for (int i = 0; i < digits; i++)
            {
                number = (number * 10) + (text[at + i] - '0');
            }

            return number;
        }
    }
}
