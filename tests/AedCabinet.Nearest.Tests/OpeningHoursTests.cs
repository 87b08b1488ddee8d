using System.Globalization;

namespace AedCabinet.Nearest.Tests;

/// <summary>Whether a place is open at a moment, in China's time and with China's holidays.</summary>
[TestClass]
public sealed class OpeningHoursTests
{
    private static readonly Lazy<HoursScript> s_script = new(() => new HoursScript());

    // 2026-11-30 is a Monday; 2026-09-25, a Friday, and 2026-10-01 to 07 are holidays; 2026-10-10 is a Saturday that is worked.
    [TestMethod]
    [DataRow("Mo-Fr 08:00-18:00", "2026-11-30 12:00", HoursState.Open, "2026-11-30 18:00")]
    [DataRow("Mo-Fr 08:00-18:00", "2026-11-30 07:59", HoursState.Closed, "2026-11-30 08:00")]
    [DataRow("Mo-Fr 08:00-18:00", "2026-11-30 18:00", HoursState.Closed, "2026-12-01 08:00")]
    [DataRow("Mo-Fr 08:00-12:00,14:30-18:00", "2026-11-30 13:00", HoursState.Closed, "2026-11-30 14:30")]
    [DataRow("Mo-Su 05:00-23:30", "2026-11-30 23:29", HoursState.Open, "2026-11-30 23:30")]
    [DataRow("Mo-Su 18:00-02:00", "2026-12-01 01:00", HoursState.Open, "2026-12-01 02:00")]
    [DataRow("Apr-Oct 09:00-18:00; Nov-Mar 09:30-17:30", "2026-11-30 17:45", HoursState.Closed, "2026-12-01 09:30")]
    [DataRow("Apr-Oct 09:00-18:00; Nov-Mar off", "2026-11-30 12:00", HoursState.Closed, null)]
    [DataRow("Mo-Fr 08:00-18:00; PH off", "2026-09-25 12:00", HoursState.Closed, "2026-09-28 08:00")]
    [DataRow("Mo-Fr 08:00-18:00; PH off", "2026-09-24 12:00", HoursState.Open, "2026-09-24 18:00")]
    [DataRow("Mo-Fr 08:00-18:00", "2026-09-25 12:00", HoursState.Open, "2026-09-25 18:00")]
    [DataRow("Mo-Fr 08:00-18:00; Sa,Su,PH 10:00-16:00", "2026-10-01 09:00", HoursState.Closed, "2026-10-01 10:00")]
    [DataRow("Mo-Fr 08:00-18:00; PH,Sa,Su 10:00-16:00", "2026-10-01 11:00", HoursState.Open, "2026-10-01 16:00")]
    [DataRow("Mo-Fr 08:00-18:00; PH,Sa,Su 10:00-16:00", "2026-12-05 11:00", HoursState.Open, "2026-12-05 16:00")]
    [DataRow("PH 10:00-16:00", "2026-11-30 11:00", HoursState.Closed, null)]
    [DataRow("PH 10:00-16:00", "2026-10-02 11:00", HoursState.Open, "2026-10-02 16:00")]
    [DataRow("Mo-Fr 08:00-18:00; PH off \"closed on PH; call\"", "2026-11-30 12:00", HoursState.Open, "2026-11-30 18:00")]
    [DataRow("unknown \"by appointment\"", "2026-11-30 12:00", HoursState.Unknown, null)]
    [DataRow("sunrise-sunset", "2026-11-30 12:00", HoursState.Unknown, null)]
    [DataRow("whenever", "2026-11-30 12:00", HoursState.Unknown, null)]
    public void A_place_is_open_when_its_hours_say_so(string hours, string at, HoursState state, string? until)
    {
        DateTimeOffset moment = Moment(at);
        HoursSpan span = HoursWeek.WorkOut(s_script.Value, PublicHolidays.China, hours, moment).At(moment)!.Value;

        Assert.AreEqual(state, span.State);
        if (until is null)
        {
            Assert.IsGreaterThan(moment.AddDays(HoursWeek.Days - 2), span.Until, "nothing changes in the days that were worked out");
        }
        else
        {
            Assert.AreEqual(Moment(until), span.Until);
        }
    }

    [TestMethod]
    public void On_a_weekend_that_is_worked_nobody_says_that_an_office_is_closed()
    {
        DateTimeOffset worked = Moment("2026-10-10 10:00");
        HoursWeek week = HoursWeek.WorkOut(s_script.Value, PublicHolidays.China, "Mo-Fr 08:00-18:00", worked);

        Assert.AreEqual(HoursState.Unknown, week.At(worked)!.Value.State);
        Assert.IsTrue(week.At(worked)!.Value.IsMakeUpWorkday);
        Assert.AreEqual(HoursState.Closed, week.At(Moment("2026-10-11 10:00"))!.Value.State);
    }

    [TestMethod]
    public void A_minute_of_the_days_ahead_says_what_the_library_says_of_that_minute()
    {
        const string Hours = "Mo-Th 08:30-12:00,13:30-17:30; Fr 08:30-12:00; Sa 22:00-03:00; week 49 We off";
        DateTimeOffset from = Moment("2026-11-28 23:13");
        HoursWeek week = HoursWeek.WorkOut(s_script.Value, PublicHolidays.China, Hours, from);
        Jint.Native.JsValue hours = s_script.Value.Read(Hours)!;
        for (DateTimeOffset at = from; at < from.AddDays(7); at = at.AddMinutes(197))
        {
            Assert.AreEqual(s_script.Value.At(hours, at).State, week.At(at)!.Value.State, $"at {at:yyyy-MM-dd HH:mm}");
        }
    }

    [TestMethod]
    public void Nobody_waits_for_hours_that_are_being_worked_out_and_days_ahead_are_renewed_in_time()
    {
        MovedTime time = new(Moment("2026-11-30 12:00"));
        using OpeningClock clock = new(time, PublicHolidays.China);
        Assert.AreEqual(HoursState.Open, clock.At("24/7", time.GetUtcNow())!.Value.State);
        Assert.IsNull(clock.At("Mo-Su 08:00-18:00", time.GetUtcNow()), "not worked out yet");
        WaitFor(clock);
        Assert.AreEqual(HoursState.Open, clock.At("Mo-Su 08:00-18:00", time.GetUtcNow())!.Value.State);

        // A day before the end of what is known the next days are worked out, while the old answer holds.
        time.Now = Moment("2026-12-07 12:00");
        Assert.AreEqual(HoursState.Open, clock.At("Mo-Su 08:00-18:00", time.GetUtcNow())!.Value.State);
        WaitFor(clock);
        time.Now = Moment("2026-12-13 20:00");
        Assert.AreEqual(HoursState.Closed, clock.At("Mo-Su 08:00-18:00", time.GetUtcNow())!.Value.State);
    }

    [TestMethod]
    public void Hours_that_took_too_long_on_a_busy_machine_are_not_known_for_a_minute_and_not_for_days()
    {
        MovedTime time = new(Moment("2026-11-30 12:00"));
        int made = 0;
        using OpeningClock clock = new(time, PublicHolidays.China,
            () => made++ < 2 ? new HoursScript(TimeSpan.FromTicks(1)) : new HoursScript());
        clock.Expect("Mo-Su 08:00-18:00");
        WaitFor(clock);
        Assert.IsNull(clock.At("Mo-Su 08:00-18:00", time.GetUtcNow()), "not known");
        WaitFor(clock);
        Assert.AreEqual(1, made, "nor tried again at once");

        time.Now = Moment("2026-11-30 12:01");
        Assert.IsNull(clock.At("Mo-Su 08:00-18:00", time.GetUtcNow()));
        WaitFor(clock);
        Assert.AreEqual(2, made, "tried again after a minute, and too slow again");
        time.Now = Moment("2026-11-30 12:02");
        Assert.IsNull(clock.At("Mo-Su 08:00-18:00", time.GetUtcNow()));
        WaitFor(clock);
        Assert.AreEqual(2, made, "the second wait is twice as long");

        time.Now = Moment("2026-11-30 12:03");
        Assert.IsNull(clock.At("Mo-Su 08:00-18:00", time.GetUtcNow()));
        WaitFor(clock);
        Assert.AreEqual(HoursState.Open, clock.At("Mo-Su 08:00-18:00", time.GetUtcNow())!.Value.State);
    }

    private static void WaitFor(OpeningClock clock) =>
        Assert.IsTrue(SpinWait.SpinUntil(() => !clock.IsBusy, TimeSpan.FromMinutes(1)), "the hours are worked out");

    private static DateTimeOffset Moment(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    private sealed class MovedTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
