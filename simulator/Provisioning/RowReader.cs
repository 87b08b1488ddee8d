using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Gives the values of one row with their types, and notes what is wrong with them.</summary>
/// <param name="row">The row.</param>
/// <param name="file">The table's name, for problems.</param>
/// <param name="problems">Receives them.</param>
public sealed partial class RowReader(TableRow row, string file, List<ProvisioningProblem> problems)
{
    private const int MaxTextLength = 100;
    private const int PrefectureDigits = 4;
    private static readonly string[] s_none = [CabinetColumns.NoDate, "无", "-"];
    private static readonly string[] s_dateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];
    private readonly HashSet<string> _told = [];

    /// <summary>Gets the line on which the row begins.</summary>
    public int Line => row.Line;

    /// <summary>Gets a value indicating whether something is wrong with the row.</summary>
    public bool HasMistakes { get; private set; }

    /// <summary>How the table calls a column.</summary>
    /// <param name="column">The column's own name.</param>
    /// <returns>Its name there.</returns>
    public string NameOf(string column) => row.Header.NameOf(column);

    /// <summary>Notes a problem.</summary>
    /// <param name="column">The column.</param>
    /// <param name="zh">What is wrong and what would be right, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    /// <param name="isWarning">Whether it may be as it should.</param>
    public void Add(string column, string zh, string en, bool isWarning = false)
    {
        // A value is read several times, but its problem is reported once.
        if (_told.Add(column + "\n" + en))
        {
            problems.Add(new(file, row.Line, NameOf(column), new(zh, en), isWarning));
            HasMistakes |= !isWarning;
        }
    }

    /// <summary>Whether a value is there.</summary>
    /// <param name="column">The column.</param>
    /// <returns><c>false</c> when it is empty or the table doesn't have the column.</returns>
    public bool Has(string column) => row.Values.GetValueOrDefault(column, string.Empty).Length > 0;

    /// <summary>A text.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isRequired">Whether it may not be empty.</param>
    /// <param name="max">How many characters it may have.</param>
    /// <returns>The text; empty when absent or wrong.</returns>
    public string Text(string column, bool isRequired, int max = MaxTextLength)
    {
        string text = Raw(column, isRequired, max);
        if (text.Length > 0 && SpoiltCell.OfText(text) is { } spoilt)
        {
            Add(column, spoilt.Zh, spoilt.En);
            return string.Empty;
        }

        if (SpoiltCell.MayBeCutOff(text))
        {
            Add(column, $"“{text}”的最后一位可能是Excel补的零（它只保留15位）；请核对。",
                $"the last digit of \"{text}\" may be a zero that Excel put there (it keeps fifteen); compare it.", true);
        }

        return text;
    }

    /// <summary>Whether a value is written as it is meant, without signs that keep Excel off.</summary>
    /// <param name="column">The column.</param>
    /// <returns><c>false</c> for <c>="0012"</c> and <c>'0012</c>.</returns>
    public bool IsPlain(string column) => row.Values.GetValueOrDefault(column, string.Empty) is var text && SpoiltCell.Unwrap(text) == text;

    /// <summary>One of several words, or the Chinese word for it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="allowed">The words.</param>
    /// <param name="isRequired">Whether it may not be empty.</param>
    /// <returns>The word; empty when absent or wrong.</returns>
    public string Choice(string column, IReadOnlyList<string> allowed, bool isRequired)
    {
        string text = Raw(column, isRequired, MaxTextLength);
        if (text.Length == 0)
        {
            return string.Empty;
        }

        string meant = TableWords.Translate(column, text);
        if (allowed.FirstOrDefault(word => word.Equals(meant, StringComparison.OrdinalIgnoreCase)) is { } right)
        {
            return right;
        }

        string inChinese = string.Join("、", allowed.Select(
            word => TableWords.InChinese(column, word) is { } zh && zh != word ? $"{zh}（{word}）" : word));
        string? near = Nearest.Of(text, allowed);
        Add(
            column,
            $"不认识“{text}”；{(near is null ? string.Empty : $"是不是“{near}”？")}可以填：{inChinese}。",
            $"\"{text}\" is unknown; "
                + $"{(near is null ? "use one of: " : $"did you mean \"{near}\"? There are: ")}{string.Join(", ", allowed)}.");
        return string.Empty;
    }

    /// <summary>A yes or no.</summary>
    /// <param name="column">The column.</param>
    /// <param name="fallback">Its value when absent or wrong.</param>
    /// <returns>The value.</returns>
    public bool Flag(string column, bool fallback)
    {
        string text = Raw(column, false, MaxTextLength);
        if (text.Length == 0 || TableWords.Yes.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return text.Length == 0 ? fallback : true;
        }

        if (!TableWords.No.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            Add(column, $"“{text}”既不是“是”也不是“否”。", $"\"{text}\" is neither yes nor no (是, 否).");
            return fallback;
        }

        return false;
    }

    /// <summary>A day.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isRequired">Whether it may not be empty.</param>
    /// <returns>The day as <c>yyyy-MM-dd</c>; empty when absent, wrong, or said to be none.</returns>
    public string Date(string column, bool isRequired)
    {
        string text = SpoiltCell.Narrow(Raw(column, isRequired, MaxTextLength));
        if (text.Length == 0 || s_none.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return string.Empty;
        }

        if (DateOnly.TryParseExact(Midnight().Replace(text, string.Empty), s_dateForms, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly day) && day.Year is >= 2000 and <= 2099)
        {
            return Text(day);
        }

        if (SpoiltCell.IsDayNumber(text, out DateOnly meant))
        {
            Add(column, $"“{text}”是Excel的日期序号（{Text(meant)}）；请把该列设为日期格式，或写成2028-06-30。",
                $"\"{text}\" is Excel's number of a day ({Text(meant)}); format the column as a date, or write it as 2028-06-30.");
            return string.Empty;
        }

        if (SpoiltCell.IsEmptyDay(text))
        {
            Add(column, $"“{text}”是Excel对空单元格的写法；请填日期{(isRequired ? "，没有日期就写“无”" : "，或清空")}。",
                $"\"{text}\" is what Excel makes of an empty cell; give the date{(isRequired ? $", or \"{CabinetColumns.NoDate}\" when it "
                    + $"bears none" : ", or empty it")}.");
            return string.Empty;
        }

        Add(
            column,
            $"“{text}”不是日期；请写成2028-06-30{(isRequired ? "，没有日期就写“无”" : string.Empty)}。",
            $"\"{text}\" is no date; write it as "
                + $"2028-06-30{(isRequired ? $", or \"{CabinetColumns.NoDate}\" when it bears none" : string.Empty)}.");
        return string.Empty;

        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number, not negative.</summary>
    /// <param name="column">The column.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>The number, or <c>null</c>.</returns>
    public int? Number(string column, int max)
    {
        // Excel writes a number with its decimals and parts its thousands; people write what is counted.
        string said = Raw(column, false, MaxTextLength);
        string text = Counted().Replace(ZeroDecimals().Replace(SpoiltCell.Narrow(said), string.Empty), string.Empty);
        text = Grouped().IsMatch(text) ? text.Replace(",", string.Empty) : text;
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= max)
        {
            return number;
        }

        Add(column, $"“{said}”不是0到{max}的整数。", $"\"{said}\" is not a whole number from 0 to {max}.");
        return null;
    }

    /// <summary>Degrees of latitude or longitude.</summary>
    /// <param name="column">The column.</param>
    /// <param name="min">The least that lies in China.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>The degrees with at most six decimals, or <c>null</c>.</returns>
    public decimal? Degrees(string column, int min, int max)
    {
        string text = SpoiltCell.Narrow(Raw(column, false, MaxTextLength)).TrimEnd('°');
        if (text.Length == 0)
        {
            return null;
        }

        const NumberStyles Form = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, Form, CultureInfo.InvariantCulture, out decimal degrees))
        {
            Add(column, $"“{text}”不是度数；请写成40.842600这样的小数。", $"\"{text}\" is no number of degrees; write it as 40.842600.");
            return null;
        }

        if (degrees < min || degrees > max)
        {
            Add(
                column,
                $"{text}不在{min}到{max}度之间，不在中国；{NameOf("lat")}和{NameOf("lon")}是不是填反了？",
                $"{text} is not within {min} to {max} degrees, where China lies; are {NameOf("lat")} and {NameOf("lon")} exchanged?");
            return null;
        }

        return Math.Round(degrees, 6);
    }

    /// <summary>A GB/T 2260 code.</summary>
    /// <param name="column">The column.</param>
    /// <param name="digits">How many digits it has.</param>
    /// <returns>The code; empty when wrong.</returns>
    public string Code(string column, int digits)
    {
        // Excel writes a number with its decimals; people write a name, or a prefecture's code with its two zeros.
        string said = ZeroDecimals().Replace(SpoiltCell.Narrow(Raw(column, true, MaxTextLength)), string.Empty);
        string text = PlaceNames.CodeOf(said, digits, digits > PrefectureDigits ? Code("prefecture", PrefectureDigits) : string.Empty)
            ?? said;
        if (text.Length == 0 || (text.Length == digits && text.All(char.IsAsciiDigit) && text[0] is >= '1' and <= '8'))
        {
            return text;
        }

        string plain = text.Replace(",", string.Empty);
        bool isGrouped = plain != text && plain.Length == digits && plain.All(char.IsAsciiDigit);
        Add(
            column,
            isGrouped ? $"“{text}”是Excel加了千位分隔符；请写成{plain}。" : $"“{text}”不是{digits}位的GB/T 2260代码。",
            isGrouped ? $"\"{text}\": Excel has parted the thousands; write it as {plain}."
                : $"\"{text}\" is no GB/T 2260 code of {digits} digits.");
        return string.Empty;
    }

    private string Raw(string column, bool isRequired, int max)
    {
        string text = row.Values.GetValueOrDefault(column, string.Empty);
        if (text.Length == 0)
        {
            // A missing required column is reported once, at the header; its consequences are not.
            HasMistakes |= isRequired && !row.Values.ContainsKey(column);
            if (isRequired && (row.Values.ContainsKey(column) || !CabinetColumns.Find(column)!.IsRequired))
            {
                Add(column, "是空的。", "is empty.");
            }

            return string.Empty;
        }

        if (SpoiltCell.OfAny(text) is { } spoilt)
        {
            Add(column, spoilt.Zh, spoilt.En);
            return string.Empty;
        }

        text = SpoiltCell.Unwrap(text);
        if (text.Length > max)
        {
            Add(column, $"有{text.Length}个字符，最多{max}个。", $"has {text.Length} characters, at most {max} are allowed.");
            return string.Empty;
        }

        if (UnfitCharacter().Match(text) is { Success: true } unfit)
        {
            bool isLost = unfit.Value is "\uFFFD";
            Add(
                column,
                $"含有{(isLost ? "保存时丢失的字符（�）" : $"看不见的字符U+{(int)unfit.Value[0]:X4}")}；请重新输入。",
                $"holds {(isLost ? "a character that was lost when the file was saved (�)" : $"the invisible character "
                    + $"U+{(int)unfit.Value[0]:X4}")}; type the text anew.");
            return string.Empty;
        }

        return text;
    }

    // Control characters, marks that change the direction or can't be seen, what a wrong encoding leaves, private use.
    [GeneratedRegex(
        "[\\u0000-\\u001F\\u007F-\\u009F\\u00AD\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uE000-\\uF8FF\\uFEFF\\uFFF0-\\uFFFF]")]
    private static partial Regex UnfitCharacter();

    [GeneratedRegex(" 0?0:00(:00)?$")]
    private static partial Regex Midnight();

    [GeneratedRegex("^[0-9]{1,3}(,[0-9]{3})+$")]
    private static partial Regex Grouped();

    [GeneratedRegex("(?<=[0-9]) ?[人名个]$")]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?<=^[0-9]+)\.0+$")]
    private static partial Regex ZeroDecimals();
}
