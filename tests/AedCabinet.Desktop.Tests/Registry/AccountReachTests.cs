using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Registry.Service;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// A broker keeps to itself what an account may not read: a registry with too small an account says what it misses (SPEC §13).
/// </summary>
[TestClass]
public class AccountReachTests
{
    [TestMethod]
    [DataRow("event",
        "not one about or state of any: the account \"centre-1501\" may not read them, and names, places, telephones and readiness are "
            + "missing", "名称、位置、电话和能否使用")]
    [DataRow("event about", "not one state of any: the account \"centre-1501\" may not read them, and readiness is missing", "看不到能否使用")]
    [DataRow("event state",
        "not one about of any: the account \"centre-1501\" may not read them, and names, places and telephones are missing", "看不到名称、位置和电话")]
    public void What_never_comes_of_any_cabinet_is_told_once_with_what_to_do(string kinds, string english, string chinese)
    {
        ErrorLog log = new();
        AccountReach reach = new(new BrokerAccess(new BrokerAddress("localhost", 1883), "centre-1501"), log);
        reach.Look([]);
        Assert.IsEmpty(log.Lines, "nobody has been heard yet");

        reach.Look(Heard(kinds));
        reach.Look(Heard(kinds));

        string line = log.Lines.Single();
        Assert.Contains(english, line);
        Assert.Contains(chinese, log.Chinese.Single());
        Assert.Contains("or use the account \"registry\"", line);
    }

    [TestMethod]
    public void Where_both_come_nothing_is_told()
    {
        ErrorLog log = new();

        new AccountReach(new BrokerAccess(new BrokerAddress("localhost", 1883)), log).Look(Heard("event about state"));

        Assert.IsEmpty(log.Lines);
    }

    private static IReadOnlyList<CabinetRecord> Heard(string kinds)
    {
        using LedgerBench bench = new();
        foreach (string kind in kinds.Split(' '))
        {
            bench.Send(kind, kind switch
            {
                "event" => LedgerBench.EventText(1, 1),
                "about" => LedgerBench.AboutText(),
                _ => bench.StateText(1, 1)
            });
        }

        return [bench.Record];
    }
}
