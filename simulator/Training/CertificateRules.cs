using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Terminal;

namespace AedCabinet.Training;

/// <summary>What a certificate may say, so that nobody's name or number gets in.</summary>
public static partial class CertificateRules
{
    /// <summary>So many certificates come in at once at most.</summary>
    public const int MostAtOnce = 5000;

    /// <summary>The most people of a site.</summary>
    public const int MostPeople = 1_000_000;

    /// <summary>A certificate that expired so many years ago is forgotten: who held it need not be known any more.</summary>
    public const int ForgetAfterYears = 3;

    private static readonly string[] s_dayForms = ["yyyy-MM-dd", "yyyy/M/d"];

    /// <summary>Judges an id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>What is wrong with it, or <c>null</c>.</returns>
    public static Wording? JudgeId(string? id) => id is not null && Id().IsMatch(id) ? JudgePerson(id)
        : new("请用1到64个字母、数字、“.”、“_”、“-”。", "Use 1 to 64 letters, digits, '.', '_' and '-'.");

    /// <summary>Judges who holds one.</summary>
    /// <param name="holder">The holder's id, or <c>null</c>.</param>
    /// <returns>What is wrong with it, or <c>null</c>.</returns>
    public static Wording? JudgeHolder(string? holder) => holder is null ? null : Id().IsMatch(holder) ? JudgePerson(holder)
        : new("请用编号（1到64个字母、数字、“.”、“_”、“-”），不要写姓名。",
            "Use an id, 1 to 64 letters, digits, '.', '_' and '-', and nobody's name.");

    /// <summary>Judges of what it is.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>What is wrong with it, or <c>null</c>.</returns>
    public static Wording? JudgeKind(string? kind) => kind is { Length: >= 1 and <= 64 } && !kind.Any(char.IsControl) ? null
        : new("请用1到64个字符，例如first-aid。", "Use 1 to 64 characters, for example first-aid.");

    /// <summary>Reads a day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="day">The day.</param>
    /// <returns>What is wrong with it, or <c>null</c>.</returns>
    public static Wording? ReadDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text?.Trim(), s_dayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day.Year is > 1950 and < 2200 ? null
            : new("请写成2026-12-31这样的日期。", "Write a date such as 2026-12-31.");

    // Whoever sends these by mistake is told so, and nothing of it is kept.
    private static Wording? JudgePerson(string id) => PersonsNumber().IsMatch(id)
        ? new("这像是居民身份证号或手机号；请用另外的编号。", "It looks like the number of an identity card or a telephone: use another id.") : null;

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^([1-9][0-9]{16}[0-9Xx]|1[3-9][0-9]{9})\z")]
    private static partial Regex PersonsNumber();
}
