using System.Globalization;

namespace AedCabinet.Contract;

/// <summary>
/// The forms in which contract version 1 writes times, days, versions and names (<c>firmware/contract/schemas/common.schema.json</c>), on
/// bytes of UTF-8.
/// </summary>
public static class ContractForms
{
    private const int TimeLength = 24;
    private const int DateLength = 10;
    private const int MostVersionLength = 32;
    private const int MostPartLength = 16;
    private const int MostReasonLength = 120;

    private static readonly string[] s_otherTimes = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Reads a time such as <c>2026-01-12T03:05:00.120Z</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unixMs">Milliseconds since 1970-01-01 UTC.</param>
    /// <returns><c>false</c> when it is of another form, or there is no such moment.</returns>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length != TimeLength || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z'
            || !TryReadDate(text[..DateLength], out DateOnly day)
            || !TryReadDigits(text[11..13], out int hour) || hour > 23
            || !TryReadDigits(text[14..16], out int minute) || minute > 59
            || !TryReadDigits(text[17..19], out int second) || second > 59
            || !TryReadDigits(text[20..23], out int ms))
        {
            return false;
        }

        long days = day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        unixMs = (((((days * 24) + hour) * 60 + minute) * 60 + second) * 1000) + ms;
        return true;
    }

    /// <summary>
    /// Reads a time in another form of ISO 8601 that can mean only one moment: with its zone, as a sender that breaks the contract may
    /// write it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="unixMs">Milliseconds since 1970-01-01 UTC.</param>
    /// <returns><c>false</c> when it is of no such form.</returns>
    public static bool TryReadOtherTime(string text, out long unixMs)
    {
        bool isOne = DateTimeOffset.TryParseExact(text, s_otherTimes, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateTimeOffset time);
        unixMs = isOne ? time.ToUnixTimeMilliseconds() : 0;
        return isOne && unixMs >= 0;
    }

    /// <summary>Reads a day of the calendar such as <c>2027-06-30</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="day">The day.</param>
    /// <returns><c>false</c> when it is of another form, or there is no such day.</returns>
    public static bool TryReadDate(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != DateLength || text[0] != '2' || text[1] != '0' || text[4] != '-' || text[7] != '-'
            || !TryReadDigits(text[..4], out int year) || !TryReadDigits(text[5..7], out int month)
            || !TryReadDigits(text[8..10], out int date)
            || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, date);
        return true;
    }

    /// <summary>A time as the contract writes it.</summary>
    /// <param name="unixMs">Milliseconds since 1970-01-01 UTC.</param>
    /// <returns>For example <c>2026-01-12T03:05:00.120Z</c>.</returns>
    public static string TimeText(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whether a text is a firmware's version: <c>1.2.3</c>, perhaps with <c>-beta.1</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsVersion(ReadOnlySpan<byte> text)
    {
        if (text.Length > MostVersionLength)
        {
            return false;
        }

        int dash = text.IndexOf((byte)'-');
        ReadOnlySpan<byte> numbers = dash < 0 ? text : text[..dash];
        int parts = 0;
        foreach (Range part in numbers.Split((byte)'.'))
        {
            parts++;
            if (numbers[part].IsEmpty || numbers[part].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return false;
            }
        }

        return parts == 3 && (dash < 0 || (dash < text.Length - 1 && IsMadeOf(text[(dash + 1)..], isLowerOnly: false, ".-"u8)));
    }

    /// <summary>Whether a text is a name: a small letter, then small letters, digits and what else is allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="others">What else is allowed behind the first letter.</param>
    /// <param name="most">The most characters.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsName(ReadOnlySpan<byte> text, ReadOnlySpan<byte> others, int most) =>
        text.Length >= 1 && text.Length <= most && text[0] is >= (byte)'a' and <= (byte)'z' && IsMadeOf(text, isLowerOnly: true, others);

    /// <summary>Whether a text is a plain reason: 1 to 120 printable characters of ASCII without quotation mark and backslash.</summary>
    /// <param name="text">The text.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsPlainReason(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= MostReasonLength && !text.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            && !text.ContainsAny((byte)'"', (byte)'\\');

    /// <summary>Whether a text says what failed in a self-test: <c>interrupted</c>, or parts with commas between them.</summary>
    /// <param name="text">The text.</param>
    /// <returns><c>true</c> when it does.</returns>
    public static bool IsFailedParts(ReadOnlySpan<byte> text)
    {
        foreach (Range range in text.Split((byte)','))
        {
            if (!IsName(text[range], "-"u8, MostPartLength))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMadeOf(ReadOnlySpan<byte> text, bool isLowerOnly, ReadOnlySpan<byte> others)
    {
        foreach (byte letter in text)
        {
            bool isLetter = letter is >= (byte)'a' and <= (byte)'z' || (!isLowerOnly && letter is >= (byte)'A' and <= (byte)'Z');
            if (!isLetter && letter is not (>= (byte)'0' and <= (byte)'9') && !others.Contains(letter))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
