using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>Which missing events are asked for again, when, and how often: SPEC §11, §14 and §20.</summary>
[TestClass]
public class ResendPlanTests
{
    private readonly ResendPlan _plan = new();
    private DateTimeOffset _now = new(2026, 1, 12, 3, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void A_gap_that_closes_by_itself_is_not_asked_for()
    {
        Assert.IsEmpty(Step(Missing(4, 7, 9)));
        _now += LedgerLimits.ResendAfter - TimeSpan.FromSeconds(1);
        Assert.IsEmpty(Step(Missing(4, 7, 9)));
        Assert.IsEmpty(Step());
        Assert.IsEmpty(Step(Missing(4, 7, 9)), "it begins anew");
        _now += LedgerLimits.ResendAfter;
        ResendAsk ask = Step(Missing(4, 7, 9)).Single();
        Assert.AreEqual("""{"boot":4,"from":7,"to":9}""", ask.Args);
    }

    [TestMethod]
    public void What_the_cabinet_told_of_and_what_is_on_its_way_is_not_asked_for()
    {
        LedgerProblem[] missing = [Missing(4, 7, 9) with { IsExplained = true }, Missing(4, 20, 21) with { Kind = LedgerProblem.OnItsWay }];
        Step(missing);
        _now += LedgerLimits.ResendAfter * 2;
        Assert.IsEmpty(Step(missing));
    }

    [TestMethod]
    public void A_cabinet_is_asked_one_thing_at_a_time_the_latest_boot_first_and_only_while_it_is_connected()
    {
        LedgerProblem[] missing = [Missing(4, 7, 9), Missing(5, 2, 2), Missing(5, 900, 5000)];
        Step(missing);
        _now += LedgerLimits.ResendAfter;
        _plan.Take(missing, _now);
        Assert.IsEmpty(_plan.Next(_now, _ => false));

        Assert.AreEqual((5, 2, 2), Of(Step(missing).Single()));
        Assert.IsEmpty(Step(missing));
        Answer("done");
        Assert.AreEqual((5, 900, 900 + LedgerLimits.ResendNumbers - 1), Of(Step(Missing(4, 7, 9), Missing(5, 900, 5000)).Single()));
    }

    [TestMethod]
    public void What_does_not_come_is_asked_for_with_growing_pauses_and_then_given_up()
    {
        Step(Missing(4, 7, 9));
        List<double> hours = [];
        for (DateTimeOffset start = _now; _now < start.AddDays(7); _now += TimeSpan.FromMinutes(1))
        {
            if (Step(Missing(4, 7, 9)).Count > 0)
            {
                hours.Add((_now - start).TotalHours);
                Answer("done");
            }
        }

        Assert.HasCount(1 + LedgerLimits.ResendPauses.Length, hours);
        Assert.IsGreaterThan(24, hours[^1] - hours[^2]);
        Assert.IsLessThan(0.5, hours[1] - hours[0]);
    }

    [TestMethod]
    public void A_cabinet_that_claims_two_thousand_million_numbers_is_asked_no_more_than_so_often_a_day()
    {
        Step(Missing(1, 1, int.MaxValue));
        int asks = 0;
        int first = 1;
        for (DateTimeOffset start = _now; _now < start.AddDays(2); _now += TimeSpan.FromMinutes(1))
        {
            if (Step(Missing(1, first, int.MaxValue)).Count > 0)
            {
                asks++;
                Answer("done");

                // It even gives one each time, so that the rest is always something new.
                first++;
            }
        }

        Assert.IsLessThanOrEqualTo(2 * LedgerLimits.ResendsADay, asks);
        Assert.IsGreaterThan(LedgerLimits.ResendsADay, asks);
    }

    [TestMethod]
    public void Not_more_cabinets_are_asked_at_once_than_the_limit()
    {
        LedgerProblem[] missing = [.. Enumerable.Range(0, LedgerLimits.ResendCabinets + 30).Select(i => Missing(4, 1, 2, $"NM-{i}"))];
        Step(missing);
        _now += LedgerLimits.ResendAfter;
        Assert.HasCount(LedgerLimits.ResendCabinets, Step(missing));
        Assert.IsEmpty(Step(missing));
    }

    [TestMethod]
    public void An_older_firmware_that_knows_no_resend_is_left_alone_for_a_day()
    {
        Step(Missing(4, 7, 9), Missing(5, 1, 1));
        _now += LedgerLimits.ResendAfter;
        Step(Missing(4, 7, 9), Missing(5, 1, 1));
        Assert.IsNotNull(Answer("unknown-command"));
        _now += TimeSpan.FromHours(23);
        Assert.IsEmpty(Step(Missing(4, 7, 9), Missing(5, 1, 1)));
        _now += TimeSpan.FromHours(1);
        Assert.HasCount(1, Step(Missing(4, 7, 9), Missing(5, 1, 1)));
    }

    [TestMethod]
    public void It_is_said_what_came_of_it()
    {
        Step(Missing(4, 7, 9));
        _now += LedgerLimits.ResendAfter;
        Step(Missing(4, 7, 9));
        Answer("done");
        Assert.AreEqual((ResendOutcome.Came, 3), Ended());

        Step(Missing(5, 7, 9));
        _now += LedgerLimits.ResendAfter;
        Step(Missing(5, 7, 9));
        Answer("done");
        _now += LedgerLimits.ResendArrives;
        Assert.AreEqual((ResendOutcome.InPart, 1), Ended(Missing(5, 8, 9)));

        _now += LedgerLimits.ResendAfter;
        Assert.AreEqual((5, 8, 9), Of(Step(Missing(5, 8, 9)).Single()));
        _now += LedgerLimits.ResendValidity;
        Assert.AreEqual((ResendOutcome.NoReply, 0), Ended(Missing(5, 8, 9)));
    }

    private static LedgerProblem Missing(int boot, int first, int last, string cabinet = "NM-1") =>
        new(cabinet, boot, first, last, "gap", false);

    private static (int Boot, int First, int Last) Of(ResendAsk ask) => (ask.Boot, ask.First, ask.Last);

    private IReadOnlyList<ResendAsk> Step(params LedgerProblem[] missing)
    {
        _plan.Take(missing, _now);
        IReadOnlyList<ResendAsk> asks = _plan.Next(_now, _ => true);
        foreach (ResendAsk ask in asks)
        {
            _plan.Sent(ask with { Counter = 1 });
        }

        return asks;
    }

    private (string Outcome, int Came) Ended(params LedgerProblem[] missing)
    {
        (ResendAsk _, string outcome, int came) = _plan.Take(missing, _now).Single();
        return (outcome, came);
    }

    private ResendAsk? Answer(string code) => _plan.Answer("NM-1", new ReportedReply("g-1", code, null, []), _now);
}
