using System.Globalization;
using System.Text.RegularExpressions;

namespace AedCabinet.Places;

/// <summary>Puts opening hours as people in China write them into OpenStreetMap's syntax: 「周一至周五 8:00-17:00」, 「全天」, 「节假日休息」.</summary>
public static partial class ChineseHours
{
    private const string Days = "一二三四五六日天";
    private static readonly string[] s_days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Su"];
    private static readonly string[] s_months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>Translates hours.</summary>
    /// <param name="text">The hours.</param>
    /// <returns>What they are in OpenStreetMap's words, its syntax not yet checked; <c>null</c> when Chinese words remain.</returns>
    public static string? Translate(string text)
    {
        string plain = Half(text).Trim().TrimEnd('.', '。');
        plain = Lead().Replace(plain, string.Empty);
        if (Always().IsMatch(plain))
        {
            return "24/7";
        }

        plain = Remark().Replace(plain, "\"${remark}\"");
        string[] parts = plain.Split('"');
        for (int i = 0; i < parts.Length; i += 2)
        {
            parts[i] = Words(parts[i]);
            if (parts[i].Any(c => c >= '\u2E80'))
            {
                return null;
            }
        }

        return NextRule().Replace(string.Join('"', parts), "; ");
    }

    /// <summary>Says hours in Chinese, for a label.</summary>
    /// <param name="hours">The hours in OpenStreetMap's syntax.</param>
    /// <returns>The hours in Chinese words.</returns>
    public static string Show(string hours)
    {
        if (hours == "24/7")
        {
            return "全天24小时 24/7";
        }

        string said = ShownDays().Replace(hours,
            match =>
                $"周{Days[Array.IndexOf(s_days, match.Groups["from"].Value)]}{(match.Groups["to"].Success
                    ? $"至周{Days[Array.IndexOf(s_days, match.Groups["to"].Value)]}" : string.Empty)}");
        said = ShownMonths()
            .Replace(said,
                match =>
                    $"{Array.IndexOf(s_months, match.Groups["month"].Value)
                        + 1}月{(match.Groups["day"].Success ? int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture) + "日"
                            : string.Empty)}");
        return said.Replace("周一至周日", "每天").Replace("PH", "节假日").Replace("SH", "学校假期").Replace(" off", "不开放").Replace(" closed", "不开放")
            .Replace("unknown ", string.Empty).Replace("\"", string.Empty)
            .Replace("sunrise", "日出").Replace("sunset", "日落").Replace("00:00-24:00", "全天").Replace("; ", "；").Replace(",", "、");
    }

    private static string Words(string text)
    {
        string words = WholeWeek().Replace(text, "Mo-Su ");
        words = WorkDays().Replace(words, "Mo-Fr ");
        words = Weekend().Replace(words, "Sa-Su ");
        words = Holidays().Replace(words, "PH ");
        words = DayRange().Replace(words, match => $"{DayOf(match.Groups["from"].Value)}-{DayOf(match.Groups["to"].Value)} ");
        words = DayList().Replace(words, match => string.Join(',', match.Groups["day"].Captures.Select(day => DayOf(day.Value))) + " ");
        words = MonthDay()
            .Replace(words,
                match => s_months[int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture) - 1]
                    + (match.Groups["day"].Success ? " " + match.Groups["day"].Value : string.Empty));
        words = Time().Replace(words, TimeOf);
        words = AllDay().Replace(words, " 00:00-24:00");
        words = Closed().Replace(words, " off");
        return Filler().Replace(words, " ");
    }

    private static string DayOf(string name) => s_days[Days.IndexOf(name, StringComparison.Ordinal)];

    private static string TimeOf(Match match)
    {
        int hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        string minute = match.Groups["half"].Success ? "30" : match.Groups["minute"].Success ? match.Groups["minute"].Value : "00";
        bool isLate = match.Groups["part"].Value is "下午" or "傍晚" or "晚上" or "晚" or "夜间" || (match.Groups["part"].Value == "中午" && hour < 3);
        return string.Create(CultureInfo.InvariantCulture, $"{(isLate && hour < 12 ? hour + 12 : hour)}:{minute.PadLeft(2, '0')}");
    }

    // Full-width forms, and the many strokes and words for "to".
    private static string Half(string text) => Until().Replace(
        string.Concat(text.Select(c => c switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
            '\u3000' or '\u00A0' => ' ',
            '、' => ',',
            '。' => ';',
            _ => c,
        })),
        "-");

    [GeneratedRegex("\\b(?<from>Mo|Tu|We|Th|Fr|Sa|Su)\\b(-(?<to>Mo|Tu|We|Th|Fr|Sa|Su)\\b)?")]
    private static partial Regex ShownDays();

    [GeneratedRegex("\\b(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\b( (?<day>[0-9]{2})(?!:))?")]
    private static partial Regex ShownMonths();

    [GeneratedRegex("[—–−~～]+|至|到")]
    private static partial Regex Until();

    [GeneratedRegex("^(对外)?(开放|营业|服务|工作)?时间[:：]? *")]
    private static partial Regex Lead();

    [GeneratedRegex("^(每天|每日)?(7[x×*]24(小时)?|24[x×*]7|全天候?(24小时)?|24小时|24h|二十四小时|全年无休|全年全天|随时|不间断)(全天候?)?(对外)?(开放|营业|可取用|可用)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Always();

    [GeneratedRegex("\\((?<remark>[^()\"]*[\\u4E00-\\u9FFF][^()\"]*)\\)")]
    private static partial Regex Remark();

    [GeneratedRegex("每天|每日|天天|全周|(周|星期|礼拜)一-(周|星期|礼拜)?[日天]")]
    private static partial Regex WholeWeek();

    [GeneratedRegex("工作日|上班日")]
    private static partial Regex WorkDays();

    [GeneratedRegex("双休日|周末|星期六日|周六日")]
    private static partial Regex Weekend();

    [GeneratedRegex("(法定)?(节假日|假日|节日|公休日)")]
    private static partial Regex Holidays();

    [GeneratedRegex("(周|星期|礼拜)(?<from>[" + Days + "]) *- *(周|星期|礼拜)?(?<to>[" + Days + "])")]
    private static partial Regex DayRange();

    [GeneratedRegex("(周|星期|礼拜)(?<day>[" + Days + "])( *[,和及] *(周|星期|礼拜)?(?<day>[" + Days + "]))*")]
    private static partial Regex DayList();

    [GeneratedRegex("(?<month>1[0-2]|0?[1-9])月((?<day>[0-3]?[0-9])[日号])?份?")]
    private static partial Regex MonthDay();

    [GeneratedRegex(
        "(?<part>上午|早上|早|凌晨|清晨|中午|下午|傍晚|晚上|晚|夜间)? *(?<hour>[0-9]{1,2})(:(?<minute>[0-9]{2})|[点时](?<half>半)|[点时](?<minute>[0-9]{1,"
            + "2})分?|[点时]整?)")]
    private static partial Regex Time();

    [GeneratedRegex("全天候?|24小时")]
    private static partial Regex AllDay();

    [GeneratedRegex("不开放|不营业|停止开放|关闭|关门|闭馆|闭园|休息|除外|休")]
    private static partial Regex Closed();

    [GeneratedRegex("次年|翌年|对外|开放|营业|的|为|全部|均")]
    private static partial Regex Filler();

    // A comma after a time, with a day behind it, begins the next rule.
    [GeneratedRegex("(?<=:[0-9]{2}|off|\") *[,;]? *(?=(Mo|Tu|We|Th|Fr|Sa|Su|PH)\\b)")]
    private static partial Regex NextRule();
}
