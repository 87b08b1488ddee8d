using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Simulator.Scenarios.Phrases;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Gives the values of one row with their types, and notes what is wrong with them.</summary>
/// <param name="row">The row.</param>
/// <param name="file">The table's name, for problems.</param>
/// <param name="problems">Receives them.</param>
internal sealed partial class RowReader(TableRow row, string file, List<ProvisioningProblem> problems)
{
    private const int MaxTextLength = 100;
    private static readonly string[] s_yes = ["yes", "true", "1", "y", "是", "有"];
    private static readonly string[] s_no = ["no", "false", "0", "n", "否", "无", "没有"];
    private static readonly string[] s_none = [CabinetColumns.NoDate, "无", "-"];

    /// <summary>Gets the line on which the row begins.</summary>
    public int Line => row.Line;

    /// <summary>Notes a problem.</summary>
    /// <param name="column">The column.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    public void Add(string column, string message) => problems.Add(new(file, row.Line, column, message));

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
        string text = row.Values.GetValueOrDefault(column, string.Empty);
        if (text.Length == 0)
        {
            // A required column that the header lacks is told once, at the header.
            if (isRequired && (row.Values.ContainsKey(column) || !CabinetColumns.Find(column)!.IsRequired))
            {
                Add(column, "is empty.");
            }

            return string.Empty;
        }

        if (text.Length > max)
        {
            Add(column, $"has {text.Length} characters, at most {max} are allowed.");
            return string.Empty;
        }

        if (UnfitCharacter().Match(text) is { Success: true } unfit)
        {
            string what = unfit.Value is "\uFFFD" ? "a character that was lost when the file was saved (�)" : $"the invisible character U+{(int)unfit.Value[0]:X4}";
            Add(column, $"holds {what}; type the text anew.");
            return string.Empty;
        }

        return text;
    }

    /// <summary>One of several words.</summary>
    /// <param name="column">The column.</param>
    /// <param name="allowed">The words.</param>
    /// <param name="isRequired">Whether it may not be empty.</param>
    /// <returns>The word; empty when absent or wrong.</returns>
    public string Choice(string column, IReadOnlyList<string> allowed, bool isRequired)
    {
        string text = Text(column, isRequired);
        if (text.Length == 0)
        {
            return string.Empty;
        }

        if (allowed.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } right)
        {
            return right;
        }

        string near = Nearest.Of(text, allowed) is { } word ? $"did you mean \"{word}\"? There are: " : "use one of: ";
        Add(column, $"\"{text}\" is unknown; {near}{string.Join(", ", allowed)}.");
        return string.Empty;
    }

    /// <summary>A yes or no.</summary>
    /// <param name="column">The column.</param>
    /// <param name="fallback">Its value when absent or wrong.</param>
    /// <returns>The value.</returns>
    public bool Flag(string column, bool fallback)
    {
        string text = Text(column, false);
        if (text.Length == 0 || s_yes.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return text.Length == 0 ? fallback : true;
        }

        if (!s_no.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            Add(column, $"\"{text}\" is neither yes nor no (是, 否).");
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
        string text = Text(column, isRequired);
        if (text.Length == 0 || s_none.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return string.Empty;
        }

        string[] forms = ["yyyy-M-d", "yyyy/M/d", "yyyy年M月d日"];
        if (DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is >= 2000 and <= 2099)
        {
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        Add(column, $"\"{text}\" is no date; write it as 2028-06-30{(isRequired ? $", or \"{CabinetColumns.NoDate}\" when it bears none" : string.Empty)}.");
        return string.Empty;
    }

    /// <summary>A whole number, not negative.</summary>
    /// <param name="column">The column.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>The number, or <c>null</c>.</returns>
    public int? Number(string column, int max)
    {
        string text = Text(column, false);
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= max)
        {
            return number;
        }

        Add(column, $"\"{text}\" is not a whole number from 0 to {max}.");
        return null;
    }

    /// <summary>Degrees of latitude or longitude.</summary>
    /// <param name="column">The column.</param>
    /// <param name="min">The least that lies in China.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>The degrees with at most six decimals, or <c>null</c>.</returns>
    public decimal? Degrees(string column, int min, int max)
    {
        string text = Text(column, false);
        if (text.Length == 0)
        {
            return null;
        }

        const NumberStyles Form = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, Form, CultureInfo.InvariantCulture, out decimal degrees))
        {
            Add(column, $"\"{text}\" is no number of degrees; write it as 40.842600.");
            return null;
        }

        if (degrees < min || degrees > max)
        {
            Add(column, $"{text} is not within {min} to {max} degrees, where China lies; are lat and lon exchanged?");
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
        string text = Text(column, true);
        if (text.Length == 0 || (text.Length == digits && text.All(char.IsAsciiDigit) && text[0] is >= '1' and <= '8'))
        {
            return text;
        }

        Add(column, $"\"{text}\" is no GB/T 2260 code of {digits} digits.");
        return string.Empty;
    }

    // Control characters, marks that change the direction or can't be seen, what a wrong encoding leaves, private use.
    [GeneratedRegex("[\\u0000-\\u001F\\u007F-\\u009F\\u00AD\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uE000-\\uF8FF\\uFEFF\\uFFF0-\\uFFFF]")]
    private static partial Regex UnfitCharacter();
}
