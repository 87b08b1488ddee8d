using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>
/// Issue 21: kill -9 at any moment, receivers that fail, hang and forget to answer what they took: no event undelivered, none delivered
/// under two ids, each cabinet in order within its lane.
/// </summary>
[TestClass]
public class FeedStoryTests : StoreTests
{
    private const int Moments = 40;

    [TestMethod]
    [DataRow(20261130)]
    public void No_story_of_failing_receivers_and_killed_processes_loses_or_renames_an_event(int seed)
    {
        Random random = new(seed);
        using FeedBench bench = new(NewStore(), seed);
        string[] cabinets = [FeedBench.Museum, FeedBench.Station, FeedBench.School];
        (FakeReceiver Receiver, Subscription Subscription)[] receivers = [bench.Subscribe(), bench.Subscribe(), bench.Subscribe()];
        double[] trouble = [0, 0.3, 0.7];
        bool isCalm = false;
        for (int i = 0; i < receivers.Length; i++)
        {
            FakeReceiver receiver = receivers[i].Receiver;
            double share = trouble[i];
            receiver.Answers = item =>
            {
                double luck = isCalm ? 1 : random.NextDouble() / share;
                if (luck is > 0.3 and < 0.6)
                {
                    // Taken, and the answer is lost on the way.
                    receiver.Taken.Add(item);
                }

                return luck >= 1 ? FeedAnswer.Taken : luck < 0.3 ? null : new FeedAnswer(false, "trouble");
            };
        }

        List<string> happened = [];
        bench.Start();
        bench.Start();
        for (int moment = 0; moment < Moments; moment++)
        {
            for (int i = random.Next(4); i > 0; i--)
            {
                string cabinet = cabinets[random.Next(cabinets.Length)];
                happened.Add(random.Next(4) == 0 ? bench.Event("aed.removed", "emergency", cabinet)
                    : random.Next(4) == 0 ? bench.CentreEvent("care.done", cabinet, "1501", "education")
                    : bench.Event("door.opened", "info", cabinet));
            }

            Live(bench, random, receivers);
        }

        isCalm = true;
        Release(receivers);
        for (int i = 0; i < 4; i++)
        {
            bench.Pass(FeedPause.Longest, FeedPause.Longest);
            Release(receivers);
        }

        bench.Settle();
        foreach ((FakeReceiver receiver, Subscription subscription) in receivers)
        {
            string story = $"seed {seed}, {subscription.Url}";
            CollectionAssert.AreEquivalent(happened, receiver.Ids.Distinct().ToArray(), story);
            Assert.AreEqual(0, bench.Standing(subscription).Held, story);
            AssertOrder(receiver, story);
        }
    }

    private static void Release((FakeReceiver Receiver, Subscription Subscription)[] receivers)
    {
        foreach ((FakeReceiver receiver, _) in receivers)
        {
            receiver.Release();
        }
    }

    private static void Live(FeedBench bench, Random random, (FakeReceiver Receiver, Subscription Subscription)[] receivers)
    {
        bench.Log.Look();
        switch (random.Next(10))
        {
            case 0 when bench.Processes.Count > 1:
                // Between sending and noting: what was sent is not known to have been.
                FeedEngine killed = bench.Processes[random.Next(bench.Processes.Count)];
                killed.Round();
                killed.Step();
                bench.Kill(killed);
                break;
            case 1 when bench.Processes.Count < 3:
                bench.Start();
                break;
            case 2:
                Release(receivers);
                break;
            case 3:
                bench.Book.Replay(receivers[0].Subscription.No, default);
                break;
            default:
                bench.Step();
                break;
        }

        bench.Time.Advance(TimeSpan.FromSeconds(random.Next(6)));
    }

    // The first time that each came counts: what comes again has its id.
    private static void AssertOrder(FakeReceiver receiver, string story)
    {
        foreach (IGrouping<(string Cabinet, string Severity), JsonNode> lane in receiver.Taken.DistinctBy(item => item["id"]!.ToString())
            .Where(item => item["type"]!.ToString().StartsWith("aed.cabinet.", StringComparison.Ordinal))
            .GroupBy(item => (Cabinet: item["subject"]!.ToString(), Severity: item["severity"]!.ToString())))
        {
            int[] numbers = [.. lane.Select(item => int.Parse(item["id"]!.ToString().Split('-')[^1], CultureInfo.InvariantCulture))];
            CollectionAssert.AreEqual(numbers.Order().ToArray(), numbers, $"{story}: {lane.Key}");
        }
    }
}
