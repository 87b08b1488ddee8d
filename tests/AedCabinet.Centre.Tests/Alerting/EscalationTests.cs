using AedCabinet.Alerting;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Alerting;

/// <summary>SPEC §18: what nobody has seen after a time goes up the list of those on call, again until it is seen.</summary>
[TestClass]
public class EscalationTests : StoreTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [TestMethod]
    public async Task What_nobody_has_seen_goes_up_the_list_and_again_until_it_is_seen()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(AlertBench.Person("Wang", 1), AlertBench.Person("Li", 2, channel: "sms"));
        AlertEngine process = bench.Process();
        bench.Happens(1, "aed.removed", "emergency");
        await bench.PassAsync(TimeSpan.FromSeconds(119));
        Assert.IsEmpty(bench.Steps);

        await bench.PassAsync(s_second);
        AlertMessage first = bench.Mail.Taken.Single();
        Assert.AreEqual("emergency", first.Kind);
        Assert.Contains("AED removed", first.Subject);
        Assert.Contains("NM-1", first.Subject);
        Assert.Contains("Beijing time", first.Subject);
        Assert.Contains("https://aed.example/registry/NM-1", first.Text);
        Assert.Contains("+86 471 1", first.Text, "whom to call");

        await bench.PassAsync(3 * s_minute - s_second);
        Assert.IsEmpty(bench.Sms.Taken);
        await bench.PassAsync(s_second);
        Assert.AreEqual("Li", bench.Sms.Taken.Single().To.Name);
        await bench.PassAsync(10 * s_minute);
        CollectionAssert.AreEqual(new[] { "Wang", "Wang" }, bench.Mail.Names, "from the beginning again");
        CollectionAssert.AreEqual(new[] { "1 Wang mail sent 1", "2 Li sms sent 1", "3 Wang mail sent 1" }, bench.Steps);

        See(bench);
        await bench.PassAsync(30 * s_minute);
        Assert.HasCount(3, bench.Steps, "seen: nobody is told any more");
        Assert.IsNotNull(process);
    }

    [TestMethod]
    public async Task The_first_start_with_alerting_calls_nobody_for_what_is_long_over_and_a_later_start_does()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(AlertBench.Person("Wang", 1));
        bench.Happens(1, "aed.removed", "emergency");
        bench.Time.Advance(AlertEngine.OldBefore - s_minute);
        bench.Happens(1, "sos.pressed", "emergency", "NM-5");
        bench.Time.Advance(2 * s_minute);

        AlertEngine first = bench.Process();
        await bench.PassAsync(30 * s_minute);
        Assert.IsTrue(bench.Mail.Taken.All(message => message.Subject.Contains("NM-5", StringComparison.Ordinal)));
        Assert.AreEqual(2, bench.Ledger.Number("SELECT count(*) FROM emergencies WHERE closed IS NULL"), "both are shown");
        int told = bench.Mail.Taken.Count;
        Assert.IsGreaterThan(0, told);

        bench.Kill(first);
        bench.Happens(2, "aed.removed", "emergency", "NM-6");
        bench.Time.Advance(TimeSpan.FromHours(5));
        AlertEngine second = bench.Process();
        await bench.PassAsync(s_second, second);
        Assert.Contains(message => message.Subject.Contains("NM-6", StringComparison.Ordinal), bench.Mail.Taken.Skip(told));
    }

    [TestMethod]
    public async Task Each_step_stands_in_the_emergencys_timeline_with_its_outcome()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(AlertBench.Person("Wang", 1), AlertBench.Person("Li", 2, channel: "sms"));
        bench.Mail.Refuses = "the mail server answered 550 (RecipientNotAccepted)";
        AlertEngine process = bench.Process();
        int told = 0;
        process.Kept += () => told++;
        bench.Happens(1, "sos.pressed", "emergency");
        await bench.PassAsync(2 * s_minute);
        await bench.PassAsync(s_second);

        Assert.AreEqual("Li", bench.Sms.Taken.Single().To.Name, "the next one at once");
        using LedgerDatabase database = bench.Ledger.Store.OpenForChange();
        using LedgerEmergencyBook book = new(database);
        EmergencyCase item = book.Open().Single();
        CollectionAssert.AreEqual(
            new[] { "Wang mail Failed the mail server answered 550 (RecipientNotAccepted)", "Li sms Sent " },
            item.Alerts.Select(step => $"{step.Person} {step.Channel} {step.Outcome} {step.Detail}").ToArray());
        Assert.IsGreaterThanOrEqualTo(4, told, "and pages are told of each");
    }

    [TestMethod]
    public async Task When_nobody_is_on_call_it_says_so_and_tells_whoever_comes_on_duty()
    {
        using AlertBench bench = new(NewStore());
        bench.Process();
        bench.Happens(1, "aed.removed", "emergency");
        await bench.PassAsync(2 * s_minute);
        await bench.PassAsync(s_minute);
        CollectionAssert.AreEqual(new[] { "1   nobody 1" }, bench.Steps);
        Assert.Contains("nobody is on call now", bench.Log.Lines.Single());

        bench.OnCall(AlertBench.Person("Wang", 1));
        await bench.PassAsync(s_second);
        Assert.AreEqual("Wang", bench.Mail.Taken.Single().To.Name);
    }

    [TestMethod]
    public async Task Only_those_of_the_place_the_department_and_the_severity_are_told()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(
            AlertBench.Person("Baotou", 1) with { Prefecture = "1502" },
            AlertBench.Person("School", 1) with { Department = "education" },
            AlertBench.Person("Other", 1) with { Cabinet = "NM-2" },
            AlertBench.Person("Clerk", 1, Severity.Urgent),
            AlertBench.Person("Wang", 9) with { Prefecture = "1501", Department = "culture-tourism", Cabinet = "NM-1" });
        bench.Process();
        bench.Happens(1, "aed.removed", "emergency");
        await bench.PassAsync(2 * s_minute);

        CollectionAssert.AreEqual(new[] { "Wang" }, bench.Mail.Names);
    }

    [TestMethod]
    public async Task Of_several_processes_one_tells_and_another_goes_on_where_it_ended()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(AlertBench.Person("Wang", 1), AlertBench.Person("Li", 2));
        AlertEngine one = bench.Process();
        bench.Process();
        bench.Happens(1, "aed.removed", "emergency");
        await bench.PassAsync(2 * s_minute);
        CollectionAssert.AreEqual(new[] { "Wang" }, bench.Mail.Names);

        bench.Kill(one);
        await bench.PassAsync(3 * s_minute);
        CollectionAssert.AreEqual(new[] { "Wang", "Li" }, bench.Mail.Names);
    }

    [TestMethod]
    public async Task A_process_killed_in_the_middle_of_a_message_loses_none_and_the_one_that_may_be_a_second_says_so()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(AlertBench.Person("Wang", 1));
        RecordedChannel never = new() { Hangs = true };
        AlertEngine killed = bench.Process(new Dictionary<string, IAlertChannel> { ["mail"] = never });
        bench.Happens(1, "aed.removed", "emergency");
        bench.Time.Advance(2 * s_minute);
        killed.Look();
        Desktop.Tests.Environment.Waiting.Until(() => never.Taken.Count == 1, "the message on its way");
        bench.Kill(killed);

        AlertEngine next = bench.Process();
        next.Look();
        await next.SettleAsync();
        Assert.IsEmpty(bench.Mail.Taken, "it may still be under way");

        // The killed one's clock stands still.
        bench.Ledger.Database.Execute("UPDATE alerts SET taken = taken - 121000");
        next.Look();
        await next.SettleAsync();
        AlertMessage again = bench.Mail.Taken.Single();
        Assert.IsTrue(again.IsRepeat);
        Assert.StartsWith("[Again]", again.Subject);
        Assert.AreEqual(never.Taken.Single().Id, again.Id, "whoever passes it on can leave the second out");
        CollectionAssert.AreEqual(new[] { "1 Wang mail sent 2" }, bench.Steps);

        await bench.PassAsync(s_minute, next);
        Assert.HasCount(1, bench.Mail.Taken, "once more and no more");
    }

    [TestMethod]
    public async Task A_gateway_that_hangs_delays_nobody_else_and_counts_as_failed()
    {
        using AlertBench bench = new(NewStore());
        bench.Sms.Hangs = true;
        bench.OnCall(
            AlertBench.Person("Wang", 1, channel: "sms") with { Cabinet = "NM-1" },
            AlertBench.Person("Li", 2) with { Cabinet = "NM-1" },
            AlertBench.Person("Zhao", 1) with { Cabinet = "NM-2" });
        AlertEngine process = bench.Process();
        bench.Happens(1, "aed.removed", "emergency");
        bench.Happens(1, "aed.removed", "emergency", "NM-2");
        bench.Time.Advance(2 * s_minute);
        process.Look();
        Desktop.Tests.Environment.Waiting.Until(() => bench.Mail.Names is ["Zhao"] && bench.Sms.Taken.Count == 1, "the other cabinet's");

        await PassUntilSettledAsync(bench, process);
        process.Look();
        await process.SettleAsync();
        CollectionAssert.AreEqual(new[] { "Zhao", "Li" }, bench.Mail.Names, "the next one at once");
        Assert.Contains("1 Wang sms failed 1", bench.Steps);
    }

    [TestMethod]
    public async Task Twenty_at_a_gateway_that_hangs_are_given_up_and_the_next_ones_told()
    {
        using AlertBench bench = new(NewStore());
        bench.Sms.Hangs = true;
        bench.OnCall(AlertBench.Person("Wang", 1, channel: "sms"), AlertBench.Person("Li", 2));
        AlertEngine process = bench.Process();
        for (int i = 0; i < 20; i++)
        {
            bench.Happens(1, "aed.removed", "emergency", $"NM-{i}");
        }

        bench.Time.Advance(2 * s_minute);
        process.Look();
        Desktop.Tests.Environment.Waiting.Until(() => bench.Sms.Taken.Count == 4, "as many as go at once");
        await PassUntilSettledAsync(bench, process);
        process.Look();
        await process.SettleAsync();
        Assert.HasCount(20, bench.Mail.Taken);
    }

    // Those that wait begin to on threads of their own: time passes for them only once they do.
    private static async Task PassUntilSettledAsync(AlertBench bench, AlertEngine process)
    {
        Task settled = process.SettleAsync();
        Desktop.Tests.Environment.Waiting.Until(
            () =>
            {
                bench.Time.Advance(s_second);
                return settled.IsCompleted;
            }, "all to be given up");
        await settled;
    }

    private static void See(AlertBench bench)
    {
        using LedgerDatabase database = bench.Ledger.Store.OpenForChange();
        using LedgerEmergencyBook book = new(database);
        Assert.IsTrue(book.Add(new EmergencyKey(LedgerBench.Cabinet, "aed.removed"),
            new EmergencyStep(EmergencyStage.Seen, "Zhao", bench.Time.GetUtcNow()), 0));
    }
}
