namespace AedCabinet.Nearest.Tests;

/// <summary>Which days are free in China.</summary>
[TestClass]
public sealed class PublicHolidayTests
{
    private static readonly PublicHolidays s_china = PublicHolidays.China;

    [TestMethod]
    [DataRow("2026-01-03", DayKind.Holiday)]
    [DataRow("2026-01-04", DayKind.MakeUpWorkday)]
    [DataRow("2026-02-14", DayKind.MakeUpWorkday)]
    [DataRow("2026-02-15", DayKind.Holiday)]
    [DataRow("2026-02-23", DayKind.Holiday)]
    [DataRow("2026-02-24", DayKind.Usual)]
    [DataRow("2026-10-07", DayKind.Holiday)]
    [DataRow("2026-10-10", DayKind.MakeUpWorkday)]
    [DataRow("2025-10-08", DayKind.Holiday)]
    [DataRow("2025-10-11", DayKind.MakeUpWorkday)]
    public void Of_an_arranged_year_every_day_off_and_every_worked_weekend_is_known(string day, DayKind kind) =>
        Assert.AreEqual(kind, s_china.Of(Day(day)));

    // Spring Festival of 2027 is 6 February, of 2028 26 January, of 2033 31 January; 2028 has a leap fifth month.
    [TestMethod]
    [DataRow("2027-02-05", true)]
    [DataRow("2027-02-06", true)]
    [DataRow("2027-02-08", true)]
    [DataRow("2027-02-09", false)]
    [DataRow("2028-01-25", true)]
    [DataRow("2028-01-26", true)]
    [DataRow("2033-01-31", true)]
    [DataRow("2027-04-05", true)]
    [DataRow("2028-04-04", true)]
    [DataRow("2027-06-09", true)]
    [DataRow("2028-05-28", true)]
    [DataRow("2028-06-26", false)]
    [DataRow("2027-09-15", true)]
    [DataRow("2028-10-03", true)]
    [DataRow("2027-10-04", false)]
    [DataRow("2027-03-08", false)]
    public void Of_any_other_year_the_days_of_the_law_are_reckoned(string day, bool isFree)
    {
        Assert.IsFalse(s_china.IsArranged(Day(day).Year));
        Assert.AreEqual(isFree ? DayKind.Holiday : DayKind.Usual, s_china.Of(Day(day)));
    }

    [TestMethod]
    public void The_law_s_days_of_the_arranged_years_are_among_those_arranged()
    {
        // 13 days by law since 2025, none of which the notice may leave out.
        foreach (int year in new[] { 2025, 2026 })
        {
            Assert.IsTrue(s_china.IsArranged(year));
            DateOnly first = new(year, 1, 1);
            DateOnly[] byLaw = [.. Enumerable.Range(0, 365).Select(first.AddDays).Where(PublicHolidays.IsByLaw)];
            Assert.IsInRange(12, 13, byLaw.Length, $"{year}: {string.Join(' ', byLaw)}");
            foreach (DateOnly day in byLaw)
            {
                Assert.AreEqual(DayKind.Holiday, s_china.Of(day), $"{day:yyyy-MM-dd}");
            }
        }
    }

    [TestMethod]
    public void A_worked_weekend_is_one()
    {
        for (DateOnly day = new(2025, 1, 1); day.Year < 2027; day = day.AddDays(1))
        {
            if (s_china.Of(day) == DayKind.MakeUpWorkday)
            {
                Assert.IsTrue(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, $"{day:yyyy-MM-dd}");
            }
        }
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
