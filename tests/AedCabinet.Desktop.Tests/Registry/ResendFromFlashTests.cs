using System.Globalization;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.Simulator.ScenarioRunner;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The registry asks, the firmware answers (SPEC §14, <c>resend</c>): the whole way, in virtual time.</summary>
[TestClass]
public class ResendFromFlashTests : StoreTests
{
    private const string Story = """
        name: x
        steps:
          - at: 2m
            do: open door aed
          - at: 2m10s
            do: close door aed
          - at: 2m20s
            do: open door aed
          - at: 2m30s
            do: close door aed
          - at: 3m
            expect: lamp none
        """;

    private readonly ManualTime _time = new();
    private readonly ErrorLog _log = new();

    [TestCleanup]
    public void NoError() => Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));

    [TestMethod]
    public async Task What_a_broker_lost_after_it_had_acknowledged_it_is_given_again_from_the_cabinets_flash()
    {
        Scenario scenario = ScenarioReader.Parse("test.yaml", Story, [])!;
        ScenarioWorld world = new(scenario.Setup);
        CabinetConfiguration settings = ConfigurationFile.Parse(scenario.Setup.Configuration, new ConfigurationProblems());
        string topic = new Topics(settings).Base;
        using TestStore store = NewStore();
        using LedgerDatabase database = store.Store.OpenForIngest();
        using RegistryIngest ingest = new(database, _time, _log);
        ingest.Start();
        HashSet<int> lost = [3, 4, 5];
        HashSet<int> heard = [];
        world.Happened += occurrence =>
        {
            bool isLost = occurrence is { Source: OccurrenceSource.Received, Name: "event" }
                && lost.Remove(occurrence.Members["seq"]!.GetValue<int>());
            if (occurrence.Source == OccurrenceSource.Received && !isLost)
            {
                if (occurrence.Name == "event")
                {
                    heard.Add(occurrence.Members["seq"]!.GetValue<int>());
                }

                ingest.Take($"{topic}/{occurrence.Name}", Encoding.UTF8.GetBytes(occurrence.Members.ToJsonString()), false, null);
            }
        };

        _time.Advance(scenario.Setup.Start - _time.GetUtcNow());
        foreach (ScenarioStep step in scenario.Steps)
        {
            Pass(world, TimeSpan.FromMilliseconds(step.AtMs - world.NowMs));
            foreach (StepAction action in step.Actions)
            {
                action.Act(world);
            }

            world.Disturb();
        }

        Assert.IsEmpty(lost, "they came once, and the broker had them");
        Waiting.Until(() => Row(store, "SELECT count(*) FROM events") == heard.Count.ToString(CultureInfo.InvariantCulture), "the others",
            () => string.Join('\n', _log.Lines));
        CommandKeys keys = new();
        keys.Add(settings.Id, topic, Convert.ToHexStringLower(settings.CommandKey));
        await using ResendDesk desk = new(store.Store, keys, new Wire(world), ingest.IsConnected, ingest.Metrics, _time, _log);
        ingest.Answered += desk.Take;
        await StepAsync(world, desk, MissingEvents.EventsMayFollow + TimeSpan.FromSeconds(1));
        await StepAsync(world, desk, LedgerLimits.ResendAfter);
        Pass(world, TimeSpan.FromSeconds(10));
        Waiting.Until(() => Row(store, "SELECT count(*) FROM events WHERE seq BETWEEN 3 AND 5") == "3", "the three events",
            () => string.Join('\n', _log.Lines));
        await StepAsync(world, desk, LedgerLimits.MissingEvery);

        Assert.AreEqual("came done 3 3", Row(store, "SELECT outcome || ' ' || code || ' ' || given || ' ' || came FROM resends"));
        ingest.Stop();
        Assert.IsTrue(LedgerCheck.Run(store.Store, _time.GetUtcNow().ToUnixTimeMilliseconds()).IsClean);
    }

    private static string Row(TestStore store, string sql) => store.Rows(sql).Single();

    private void Pass(ScenarioWorld world, TimeSpan time)
    {
        _time.Advance(time);
        world.Advance(world.NowMs + (long)time.TotalMilliseconds);
    }

    private async Task StepAsync(ScenarioWorld world, ResendDesk desk, TimeSpan time)
    {
        Pass(world, time);
        await desk.StepAsync();
    }

    private sealed class Wire(ScenarioWorld world) : ICommandPublisher
    {
        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            Assert.IsTrue(world.Broker.TrySendCommand(Encoding.UTF8.GetBytes(text)));
            return Task.CompletedTask;
        }
    }
}
