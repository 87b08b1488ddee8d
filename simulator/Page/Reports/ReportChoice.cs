using AedCabinet.Page.Words;
using AedCabinet.Reports;

namespace AedCabinet.Page.Reports;

/// <summary>What a page's address, or a download's, asks to be reported.</summary>
public static class ReportChoice
{
    /// <summary>Reads it.</summary>
    /// <param name="month">The month, or <c>null</c> for the one before now.</param>
    /// <param name="prefecture">The prefecture; empty for all.</param>
    /// <param name="department">The department; empty for all.</param>
    /// <param name="now">The month that is.</param>
    /// <returns>What is asked for; <c>null</c> when the month is none.</returns>
    public static ReportQuestion? Read(string? month, string? prefecture, string? department, ReportMonth now)
    {
        ReportMonth wanted = ReportMonth.Of(now.From.AddDays(-1));
        return string.IsNullOrEmpty(month) || ReportMonth.TryParse(month, out wanted)
            ? new ReportQuestion(wanted, Chosen(prefecture), Chosen(department)) : null;
    }

    /// <summary>The address of something that tells of the same.</summary>
    /// <param name="path">The path.</param>
    /// <param name="question">What is asked for.</param>
    /// <returns>The address.</returns>
    public static string Address(string path, ReportQuestion question) =>
        $"{path}?month={question.Month}&prefecture={Uri.EscapeDataString(question.Prefecture ?? string.Empty)}"
            + $"&department={Uri.EscapeDataString(question.Department ?? string.Empty)}";

    /// <summary>The words of a report.</summary>
    /// <param name="isChinese">Whether in Chinese; otherwise in English.</param>
    /// <returns>The words.</returns>
    public static ReportWords WordsOf(bool isChinese) => WordsOf(isChinese ? PageText.Chinese : PageText.English);

    /// <summary>The words of a report in a page's language.</summary>
    /// <param name="text">The page's text.</param>
    /// <returns>The words.</returns>
    public static ReportWords WordsOf(PageText text) => new(text == PageText.Chinese,
        department => Known(text, "registry.sector.", department), reason => Known(text, "reason.", reason));

    private static string Known(PageText text, string prefix, string word) => PageText.Has(prefix + word) ? text[prefix + word] : word;

    private static string? Chosen(string? word) => string.IsNullOrEmpty(word) ? null : word;
}
