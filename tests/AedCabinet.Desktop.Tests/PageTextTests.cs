using AedCabinet.Page.Words;

namespace AedCabinet.Desktop.Tests;

/// <summary>How the page writes dates and numbers.</summary>
[TestClass]
public class PageTextTests
{
    private static readonly DateTimeOffset s_moment = new(2026, 1, 12, 9, 5, 3, TimeSpan.FromHours(8));

    [TestMethod]
    public void Dates_are_written_as_each_language_does()
    {
        Assert.AreEqual("2026年1月12日 09:05:03 北京时间", PageText.Chinese.DateAndTime(s_moment));
        Assert.AreEqual("12 Jan 2026 09:05:03 Beijing time", PageText.English.DateAndTime(s_moment));
        Assert.AreEqual("2026年1月", s_moment.ToString("Y", PageText.Chinese.Culture));
        Assert.AreEqual("一", PageText.Chinese.Culture.DateTimeFormat.ShortestDayNames[1]);
    }

    [TestMethod]
    [DataRow(-12.34, 1, "−12.3")]
    [DataRow(-0.04, 1, "0.0")]
    [DataRow(1234.6, 0, "1,235")]
    [DataRow(0.0, 2, "0.00")]
    public void Numbers_have_a_real_minus_and_never_a_negative_nothing(double value, int decimals, string expected)
    {
        Assert.AreEqual(expected, PageText.English.Number(value, decimals));
        Assert.AreEqual(expected, PageText.Chinese.Number(value, decimals));
    }

    [TestMethod]
    [DataRow(3, "3 s", "3 秒")]
    [DataRow(185, "3 min 5 s", "3 分 5 秒")]
    [DataRow(7_260, "2 h 1 min", "2 小时 1 分")]
    [DataRow(180_000, "2 d 2 h", "2 天 2 小时")]
    [DataRow(-5, "0 s", "0 秒")]
    public void Durations_are_told_in_their_two_largest_units(int seconds, string english, string chinese)
    {
        Assert.AreEqual(english, PageText.English.Duration(TimeSpan.FromSeconds(seconds)));
        Assert.AreEqual(chinese, PageText.Chinese.Duration(TimeSpan.FromSeconds(seconds)));
    }

    [TestMethod]
    public void A_word_that_is_not_known_is_shown_by_its_name() => Assert.AreEqual("reason.new", PageText.Chinese["reason.new"]);
}
