using AedCabinet.Centre.Tests.Access;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Training;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>SPEC §19: what is due at the centre is done by the registry itself, after a restart too.</summary>
[TestClass]
public class RoundsTests : StoreTests
{
    [TestMethod]
    public async Task A_registry_that_starts_tells_of_what_it_missed_and_of_the_month_that_is_over()
    {
        TestStore store = NewStore();
        using (store.Store.OpenForIngest())
        {
            DateTimeOffset before = DateTimeOffset.UtcNow.AddDays(-70);
            store.Change("INSERT INTO cabinets (id, topic, prefecture, county, sector, first_seen) VALUES ('NM-1', "
                + $"'{LedgerBench.Topic}', '1501', '150102', 'culture-tourism', {before.ToUnixTimeMilliseconds()})");
        }

        await using RegistryHost host = await RegistryHost.StartAsync(store);
        _ = CabinetTopic.TryParse(LedgerBench.Topic + "/event", out CabinetTopic? topic);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        host.Parts.GetRequiredService<DrillBook>().Plan(topic!, new NewDrill(now.AddHours(-2), 30, false, string.Empty, []), "Wang", now);

        Waiting.Until(() => store.Number("SELECT count(*) FROM centre_events WHERE type IN ('training.drill-missed', 'department.report')")
            == 2, "the rounds");
        Assert.AreEqual(1, store.Number("SELECT count(*) FROM drills WHERE ended IS NOT NULL"));
    }
}
