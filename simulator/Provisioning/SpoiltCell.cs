using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Recognises cells that Excel has converted into a number or a date.</summary>
internal static partial class SpoiltCell
{
    // Excel counts days from here; the first sixty are one off, but no cabinet is so old.
    private static readonly DateOnly s_firstDay = new(1899, 12, 30);

    // The years 2000 to 2099 as day numbers.
    private const int LeastDay = 36526;
    private const int MostDay = 73050;

    // Excel keeps this many digits of a number and turns the others into zeros.
    private const int MostDigits = 15;

    /// <summary>Whether no cell of any column may hold it.</summary>
    /// <param name="text">The cell.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static Wording? OfAny(string text)
    {
        if (Error().IsMatch(text))
        {
            return new($"“{text}”是Excel的错误值，不是内容；请在Excel里改正公式或重新输入。",
                $"\"{text}\" is an error of Excel's, not a value; correct the formula or type it anew.");
        }

        if (text[0] == '=' && !Formula().IsMatch(text))
        {
            return new($"“{text}”是公式，不是内容；请在Excel里复制该列，“粘贴为数值”后再另存为CSV。",
                $"\"{text}\" is a formula, not a value; in Excel, copy the column, paste it as values and save the CSV again.");
        }

        return Hashes().IsMatch(text)
            ? new($"“{text}”表示Excel的列太窄，内容没有导出；请加宽该列，再另存为CSV。",
                $"\"{text}\" means that Excel's column was too narrow and the value is lost; widen it and save the CSV again.")
            : null;
    }

    /// <summary>Whether a text column's cell was turned into a number or a date.</summary>
    /// <param name="text">The cell.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static Wording? OfText(string text)
    {
        if (Scientific().IsMatch(text))
        {
            return new($"“{text}”是Excel把长数字改成了科学计数法，后面的数字已丢失；请把该列设为“文本”格式，重新输入原来的数字。",
                $"\"{text}\": Excel made a number of it and lost its last digits; format the column as text and type the original anew.");
        }

        if (IsLongNumberCutOff(text) || BecameNumber().IsMatch(text))
        {
            return new($"“{text}”看起来是被Excel改成了数字（补零、小数、千位分隔符）；请把该列设为“文本”格式，重新输入原文。",
                $"\"{text}\" looks like a text that Excel turned into a number (zeros at its end, decimals, parted thousands); format the "
                    + $"column as text and type the original anew.");
        }

        return BecameDate().IsMatch(text)
            ? new($"“{text}”看起来是被Excel改成了日期；请把该列设为“文本”格式，重新输入原文。",
                $"\"{text}\" looks like a text that Excel turned into a date; format the column as text and type the original anew.")
            : null;
    }

    /// <summary>Whether a long number's last digit may be one that Excel put there: it keeps fifteen.</summary>
    /// <param name="text">The cell.</param>
    /// <returns><c>true</c> for sixteen digits that end with a zero.</returns>
    public static bool MayBeCutOff(string text) => text.Length == MostDigits + 1 && text[^1] == '0' && text.All(char.IsAsciiDigit);

    /// <summary>Whether a date's cell is a day's number, as Excel keeps it.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="day">The day it stands for.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsDayNumber(string text, out DateOnly day)
    {
        bool isOne = int.TryParse(DayFraction().Replace(text, string.Empty), NumberStyles.None, CultureInfo.InvariantCulture,
            out int number) && number is >= LeastDay and <= MostDay;
        day = isOne ? s_firstDay.AddDays(number) : default;
        return isOne;
    }

    /// <summary>Whether a date's cell is what Excel shows of an empty one.</summary>
    /// <param name="text">The cell.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsEmptyDay(string text) => NoDay().IsMatch(text);

    /// <summary>Makes narrow signs of the wide ones that an input method for Chinese gives: <c>０４７１</c>.</summary>
    /// <param name="text">A code, number or date.</param>
    /// <returns>The same in ASCII.</returns>
    public static string Narrow(string text) =>
        string.Concat(text.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c == '\u3000' ? ' ' : c));

    /// <summary>Takes away what people put around a value so that Excel leaves it alone: <c>="0012"</c>, <c>'0012</c>.</summary>
    /// <param name="text">The cell.</param>
    /// <returns>The value.</returns>
    public static string Unwrap(string text) => Formula().Match(text) is { Success: true } formula ? formula.Groups["value"].Value
        : text is ['\'', _, ..] && !text[1..].Contains('\'') ? text[1..] : text;

    private static bool IsLongNumberCutOff(string text) =>
        text.Length > MostDigits + 1 && text.All(char.IsAsciiDigit) && text.AsSpan(MostDigits).IndexOfAnyExcept('0') < 0;

    [GeneratedRegex(@"^(#(N/A( .*)?|GETTING_DATA|[A-Z][A-Z0/_]*[!?？！])|(Err|错误)[:：][0-9]{3})$", RegexOptions.IgnoreCase)]
    private static partial Regex Error();

    [GeneratedRegex("^#+$")]
    private static partial Regex Hashes();

    [GeneratedRegex(@"^-?[0-9](\.[0-9]+)?([Ee][+-][0-9]+|(?<=\..*)[Ee][0-9]+)$")]
    private static partial Regex Scientific();

    [GeneratedRegex(
        @"^([0-9]{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(-[0-9]{2,4})?|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{2}|([0-9]{4}年)?[0-9]{1,2}月([0-9]{1,2}日)?|[0-9]{4}年[0-9]{1,2}月|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?|[0-9]{1,2}/[0-9]{1,2}/([0-9]{4}|[0-9]{2})|[〇零一二三四五六七八九十]+年[一二三四五六七八九十]+月([一二三四五六七八九十]+日)?|(星期|周)[一二三四五六日天])$", RegexOptions.IgnoreCase)]
    private static partial Regex BecameDate();

    // 12.0, 123,456 and ￥12: nobody writes a serial, a floor or a name so.
    [GeneratedRegex(@"^([0-9]+\.0+|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[¥￥$€] ?[0-9][0-9,.]*|TRUE|FALSE)$")]
    private static partial Regex BecameNumber();

    [GeneratedRegex(@"\.[0-9]+$")]
    private static partial Regex DayFraction();

    [GeneratedRegex(@"^(0|1900[-/年]0?1[-/月]0?0日?)( 0?0:00(:00)?)?$")]
    private static partial Regex NoDay();

    [GeneratedRegex("^=\"(?<value>[^\"]*)\"$")]
    private static partial Regex Formula();
}
