using AedCabinet.Alerting;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Alerting;

/// <summary>SPEC §18: urgent events reach somebody the same hour, maintenance once a day in a digest.</summary>
[TestClass]
public class EventAlertTests : StoreTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [TestMethod]
    public async Task Urgent_events_are_told_in_one_message_to_the_first_on_call_and_to_the_next_when_that_fails()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(AlertBench.Person("Wang", 1, Severity.Urgent), AlertBench.Person("Li", 2, Severity.Urgent, "sms"));
        bench.Process();
        bench.Happens(1, "aed.dark", "urgent");
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        Assert.IsEmpty(bench.Mail.Taken, "what was before alerting began nobody is told of");

        await bench.PassAsync(s_minute);
        bench.Happens(2, "aed.attention", "urgent");
        bench.Happens(1, "tamper.opened", "urgent", "NM-2");
        bench.Happens(2, "door.opened", "info", "NM-2");
        bench.Mail.Refuses = "the mail server answered 451";
        await bench.PassAsync(s_minute);
        await bench.PassAsync(s_minute);
        AlertMessage told = bench.Sms.Taken.Single();
        Assert.AreEqual("urgent", told.Kind);
        Assert.StartsWith("For today, 2 things", told.Subject);
        CollectionAssert.AreEqual(new[] { "NM-1", "NM-2" }, told.Cabinets.ToArray());

        await bench.PassAsync(10 * s_minute);
        Assert.HasCount(1, bench.Sms.Taken, "once");
    }

    [TestMethod]
    public async Task Maintenance_comes_once_a_day_in_one_digest_each_and_none_when_there_is_nothing()
    {
        using AlertBench bench = new(NewStore());
        bench.OnCall(
            AlertBench.Person("Wang", 1, Severity.Maintenance) with { Prefecture = "1501" },
            AlertBench.Person("Wang", 1, Severity.Maintenance) with { Cabinet = "NM-2" },
            AlertBench.Person("Elsewhere", 1, Severity.Maintenance) with { Prefecture = "1502" });
        bench.Process();

        // 11:00 in China.
        await bench.PassAsync(TimeSpan.Zero);
        bench.Happens(1, "battery.low", "maintenance");
        bench.Happens(2, "door.left-open", "maintenance");
        bench.Happens(3, "door.left-open", "maintenance");
        bench.Happens(1, "expiry.due", "maintenance", "NM-2");
        await bench.PassAsync(TimeSpan.FromHours(20));
        Assert.IsEmpty(bench.Mail.Taken, "before eight");
        await bench.PassAsync(TimeSpan.FromHours(1) + s_minute);
        AlertMessage digest = bench.Mail.Taken.Single();
        Assert.AreEqual("For the next round: cabinets 2, things 4", digest.Subject);
        Assert.Contains("door left open ×2", digest.Text.ToLowerInvariant());

        await bench.PassAsync(TimeSpan.FromHours(24));
        Assert.HasCount(1, bench.Mail.Taken, "nothing new, no mail");
        bench.Happens(4, "mains.lost", "maintenance");
        bench.Mail.Refuses = "the mail server answered 451";
        await bench.PassAsync(TimeSpan.FromHours(24));
        bench.Mail.Refuses = null;
        await bench.PassAsync(5 * s_minute);
        Assert.HasCount(1, bench.Mail.Taken);
        await bench.PassAsync(5 * s_minute);
        Assert.AreEqual("For the next round: cabinets 1, things 1", bench.Mail.Taken[^1].Subject);
    }
}
