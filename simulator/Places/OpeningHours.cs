using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AedCabinet.Places;

/// <summary>
/// Opening hours in OpenStreetMap's syntax: what of it hours of a building need. Rules of months, weeks, days and times, parted by
/// <c>;</c>, <c>,</c> or <c>||</c>, each open, off or unknown, with a comment.
/// </summary>
public sealed partial class OpeningHours
{
    private readonly string _text;
    private readonly StringBuilder _out = new();
    private int _at;

    private OpeningHours(string text) => _text = text;

    /// <summary>Checks hours and writes them as everybody does.</summary>
    /// <param name="text">The hours.</param>
    /// <returns>The hours with two digits and usual blanks; <c>null</c> when they don't follow the syntax.</returns>
    public static string? Normalize(string text)
    {
        OpeningHours reader = new(text.Trim());
        return reader._text.Length > 0 && reader.ReadRules() ? reader._out.ToString() : null;
    }

    /// <summary>Reads hours as they are, or as people in China write them.</summary>
    /// <param name="text">The hours.</param>
    /// <returns>The hours in OpenStreetMap's syntax; <c>null</c> when they can't be understood.</returns>
    public static string? Understand(string text) =>
        Normalize(text) ?? (ChineseHours.Translate(text) is { } translated ? Normalize(translated) : null);

    private bool ReadRules()
    {
        while (true)
        {
            if (!ReadRule())
            {
                return false;
            }

            if (AtEnd)
            {
                return true;
            }

            if (Take(Separator()) is not { } separator)
            {
                return false;
            }

            _out.Append(separator == "||" ? " || " : separator + " ");
            if (AtEnd)
            {
                // A trailing ';' begins no rule.
                _out.Length -= 2;
                return separator == ";";
            }
        }
    }

    private bool AtEnd
    {
        get
        {
            SkipBlanks();
            return _at == _text.Length;
        }
    }

    private bool ReadRule()
    {
        int start = _out.Length;
        bool isAll = Take(Always()) is not null;
        if (isAll)
        {
            Put(start, "24/7");
        }
        else if (!ReadList(start, ReadWeeks) || !ReadList(start, ReadDate) || !ReadDays(start) || !ReadTimes(start))
        {
            return false;
        }

        if (Take(State()) is { } state)
        {
            Put(start, state.ToLowerInvariant());
        }

        if (Take(Comment()) is { } comment)
        {
            // A remark alone leaves it open, and so it is written: the device's reader stumbles over a text that begins with a quotation
            // mark.
            Put(start, _out.Length == start ? "unknown " + comment : comment);
        }

        return _out.Length > start;
    }

    // An empty text is a complete list.
    private bool ReadList(int start, Func<string?> read)
    {
        List<string> items = [];
        int before = _at;
        while (read() is { } item)
        {
            items.Add(item);
            before = _at;
            if (Take(Comma()) is null)
            {
                break;
            }
        }

        _at = items.Count > 0 ? before : _at;
        if (items.Count > 0)
        {
            Put(start, string.Join(",", items));
            Take(Colon());
        }

        return true;
    }

    private string? ReadWeeks() => Take(Weeks()) is { } weeks ? "week " + weeks[4..].Trim() : null;

    private string? ReadDate()
    {
        Match match = Peek(Date());
        if (!match.Success)
        {
            return null;
        }

        _at += match.Length;
        StringBuilder date = new(Capital(match.Groups["from"].Value));
        AddDay(date, match.Groups["fromDay"]);
        if (match.Groups["to"].Success || match.Groups["toDay"].Success)
        {
            date.Append('-').Append(Capital(match.Groups["to"].Value));
            AddDay(date, match.Groups["toDay"]);
        }

        return date.ToString();

        static void AddDay(StringBuilder date, Group day)
        {
            if (day.Success)
            {
                date.Append(date[^1] == '-' ? string.Empty : " ").Append(day.Value.PadLeft(2, '0'));
            }
        }
    }

    private bool ReadDays(int start) => ReadList(start,
        () => Take(Days()) is { } days ? Blank().Replace(string.Join('-', days.Split('-').Select(day => Capital(day.Trim()))), string.Empty)
            : null);

    private bool ReadTimes(int start)
    {
        List<string> spans = [];
        int before = _at;
        while (true)
        {
            Match match = Peek(Span());
            if (!match.Success)
            {
                break;
            }

            _at += match.Length;
            string? from = Clock(match.Groups["from"].Value, 24, false);
            string? to = match.Groups["to"].Success ? Clock(match.Groups["to"].Value, 48, true) : string.Empty;
            if (from is null || to is null || (to.Length == 0 && !match.Groups["open"].Success))
            {
                return false;
            }

            spans.Add($"{from}{(to.Length > 0 ? "-" + to : string.Empty)}{match.Groups["open"].Value}");
            before = _at;
            if (Take(Comma()) is null)
            {
                break;
            }
        }

        if (spans.Count > 0)
        {
            _at = before;
            Put(start, string.Join(",", spans));
        }

        return true;
    }

    // A start is within the day; an end may be in the night after it.
    private static string? Clock(string text, int most, bool isEnd)
    {
        string plain = Blank().Replace(text, string.Empty);
        Match match = HourMinute().Match(plain);
        if (!match.Success)
        {
            return plain.ToLowerInvariant();
        }

        int hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        int minute = int.Parse(match.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture);
        int total = (hour * 60) + minute;
        return minute < 60 && (total < most * 60 || (isEnd && total == most * 60))
            ? string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}") : null;
    }

    private static string Capital(string word) => word.Length == 0 || word.All(char.IsAsciiDigit) ? word
        : word.ToUpperInvariant() is "PH" or "SH" ? word.ToUpperInvariant() : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant();

    private void Put(int start, string part)
    {
        if (_out.Length > start)
        {
            _out.Append(' ');
        }

        _out.Append(part);
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\u3000' or '\u00A0')
        {
            _at++;
        }
    }

    private Match Peek(Regex pattern)
    {
        SkipBlanks();
        return pattern.Match(_text, _at);
    }

    private string? Take(Regex pattern)
    {
        Match match = Peek(pattern);
        _at += match.Success ? match.Length : 0;
        return match.Success ? match.Value : null;
    }

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
    private const string Day = "(?:mo|tu|we|th|fr|sa|su)";
    private const string Moment =
        "(?:[0-9]{1,2}:[0-9]{2}|dawn|sunrise|sunset|dusk|\\( *(?:dawn|sunrise|sunset|dusk) *[+-] *[0-9]{2}:[0-9]{2} *\\))";

    [GeneratedRegex("\\G(?:;|\\|\\||,)")]
    private static partial Regex Separator();

    [GeneratedRegex("\\G24/7")]
    private static partial Regex Always();

    [GeneratedRegex("\\G(?:open|closed|off|unknown)\\b", Any)]
    private static partial Regex State();

    [GeneratedRegex("\\G\"[^\"]+\"")]
    private static partial Regex Comment();

    [GeneratedRegex("\\G,")]
    private static partial Regex Comma();

    [GeneratedRegex("\\G:(?![0-9])")]
    private static partial Regex Colon();

    [GeneratedRegex("\\Gweek +[0-5]?[0-9](?:-[0-5]?[0-9])?", Any)]
    private static partial Regex Weeks();

    [GeneratedRegex("\\G(?<from>" + Month + ")(?:(?: +(?<fromDay>[0-3]?[0-9])(?![0-9:]))? *- *(?:(?<to>" + Month
        + ")(?: +(?<toDay>[0-3]?[0-9])(?![0-9:]))?|(?<toDay>[0-3]?[0-9])(?![0-9:]))| +(?<fromDay>[0-3]?[0-9])(?![0-9:]))?", Any)]
    private static partial Regex Date();

    [GeneratedRegex("\\G(?:(?:ph|sh)(?![a-z])|" + Day + "(?![a-z])(?: *- *" + Day + "(?![a-z])|(?:\\[-?[1-5]\\])?))", Any)]
    private static partial Regex Days();

    [GeneratedRegex("\\G(?<from>" + Moment + ")(?: *- *(?<to>" + Moment + "))?(?<open>\\+)?", Any)]
    private static partial Regex Span();

    [GeneratedRegex("^(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})$")]
    private static partial Regex HourMinute();

    [GeneratedRegex(" +")]
    private static partial Regex Blank();
}
