using System;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Reads the moment at which a command expires: <c>yyyy-MM-ddTHH:mm:ssZ</c>, with milliseconds or without (contract v1).
    /// </summary>
    public static class CommandTime
    {
        private const string Form = "dddd-dd-ddTdd:dd:dd";
        private const int TicksPerMs = 10000;

        /// <summary>Reads it.</summary>
        /// <param name="text">ASCII.</param>
        /// <param name="unixMs">Milliseconds since 1970-01-01 UTC.</param>
        /// <returns><c>false</c> when it is of another form or no moment at all.</returns>
        public static bool TryParse(byte[] text, out long unixMs)
        {
            unixMs = 0;
            bool hasMs = text.Length == Form.Length + 5;
            if ((text.Length != Form.Length + 1 && !hasMs) || text[text.Length - 1] != 'Z' || !HasForm(text) || (hasMs && !HasMs(text)))
            {
                return false;
            }

            int year = Number(text, 0, 4);
            int month = Number(text, 5, 2);
            int day = Number(text, 8, 2);
            int hour = Number(text, 11, 2);
            int minute = Number(text, 14, 2);
            int second = Number(text, 17, 2);
            if (year < 2000 || year > 2099 || month < 1 || month > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
                || hour > 23 || minute > 59 || second > 59)
            {
                return false;
            }

            DateTime moment = new DateTime(year, month, day, hour, minute, second);
            unixMs = ((moment.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMs) + (hasMs ? Number(text, Form.Length + 1, 3) : 0);
            return true;
        }

        private static bool HasForm(byte[] text)
        {
            for (int i = 0; i < Form.Length; i++)
            {
                if (Form[i] == 'd' ? !IsDigit(text[i]) : text[i] != Form[i])
                {
                    return false;
                }
            }

            return true;
        }

        private static bool HasMs(byte[] text) => text[Form.Length] == '.'
            && IsDigit(text[Form.Length + 1]) && IsDigit(text[Form.Length + 2]) && IsDigit(text[Form.Length + 3]);

        private static bool IsDigit(byte b) => b >= '0' && b <= '9';

        private static int Number(byte[] text, int start, int digits)
        {
            int number = 0;
            for (int i = start; i < start + digits; i++)
            {
                number = (number * 10) + (text[i] - '0');
            }

            return number;
        }
    }
}
