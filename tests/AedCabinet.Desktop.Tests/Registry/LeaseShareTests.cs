using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SPEC §20: workers share the prefectures, each about as many as any other, and none goes back and forth.</summary>
[TestClass]
public class LeaseShareTests
{
    // A worker does not take what it gave back for as long as a lease lasts: nine rounds of a second.
    private const int Memory = 9;

    // What nobody takes for a third of that and a round more, whoever can takes.
    private const int LeftOver = 4;

    private static readonly string[] s_prefectures =
        ["1501", "1502", "1503", "1504", "1505", "1506", "1507", "1508", "1509", "1522", "1525", "1529"];

    private readonly Dictionary<string, string> _owners = [];
    private readonly SortedSet<string> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Worker, string Code), int> _givenBack = [];
    private readonly Dictionary<string, int> _freeSince = [];
    private int _round;
    private int _moves;

    [TestMethod]
    public void One_worker_keeps_all_at_once_and_gives_nothing_back()
    {
        _workers.Add("a");
        Round();
        Assert.HasCount(12, _owners);
        Settle();
        Assert.AreEqual(12, _moves);
    }

    [TestMethod]
    public void A_new_worker_gets_its_share_and_nothing_moves_afterwards()
    {
        _workers.Add("a");
        Round();
        _workers.Add("b");
        _workers.Add("c");
        Settle();
        CollectionAssert.AreEqual(new[] { 4, 4, 4 }, Counts());
        Assert.AreEqual(12 + 8, _moves, "each prefecture moved once at most");
    }

    [TestMethod]
    public void A_dead_worker_s_prefectures_are_taken_in_one_round()
    {
        _workers.UnionWith(["a", "b", "c"]);
        Settle();
        Die("b");
        Round();
        Assert.HasCount(12, _owners);
        CollectionAssert.AreEqual(new[] { 6, 6 }, Counts());
    }

    [TestMethod]
    public void However_workers_come_and_go_all_is_kept_and_shared_and_then_rests()
    {
        int seed = System.Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int step = 0; step < 200; step++)
        {
            if (_workers.Count > 1 && random.Next(2) == 0)
            {
                Die(_workers.ElementAt(random.Next(_workers.Count)));
            }
            else if (_workers.Count < 7)
            {
                _workers.Add("w" + random.Next(1000));
            }

            if (random.Next(3) == 0)
            {
                continue;
            }

            Settle();
            Assert.HasCount(12, _owners, $"step {step}");
            Assert.IsLessThan(2, Counts().Max() - Counts().Min(), $"step {step}: {string.Join(' ', Counts())}");
        }
    }

    [TestMethod]
    public void What_nobody_takes_for_a_while_is_taken_whatever_the_share()
    {
        // Another worker runs and can't take: it was not told of this prefecture.
        LeasePicture picture = new(s_prefectures.Take(6).ToDictionary(code => code, code => new LeaseRow(code, "a", 1)), ["a", "b"],
            default);
        Assert.IsEmpty(LeaseShare.ToTake(picture, "a", s_prefectures, _ => false, _ => false));
        CollectionAssert.AreEqual(new[] { "1507" }, LeaseShare.ToTake(picture, "a", s_prefectures, code => code == "1507",
            _ => true).ToArray());
    }

    private int[] Counts() => [.. _workers.Select(worker => _owners.Values.Count(owner => owner == worker))];

    private void Die(string worker)
    {
        _workers.Remove(worker);
        foreach (string code in _owners.Where(pair => pair.Value == worker).Select(pair => pair.Key).ToArray())
        {
            _owners.Remove(code);
        }
    }

    private void Settle()
    {
        int before;
        int rounds = 0;
        do
        {
            before = _moves;
            Round();
            Round();
            Assert.IsLessThan(60, ++rounds, "it goes back and forth");
        }
        while (_moves != before || _owners.Count < s_prefectures.Length);
    }

    // All see the picture of the round's beginning; of two that want one the first gets it.
    private void Round()
    {
        LeasePicture picture = new(_owners.ToDictionary(pair => pair.Key, pair => new LeaseRow(pair.Key, pair.Value, 1)),
            [.. _workers], default);
        _round++;
        foreach (string code in s_prefectures)
        {
            if (_owners.ContainsKey(code))
            {
                _freeSince.Remove(code);
            }
            else
            {
                _freeSince.TryAdd(code, _round);
            }
        }

        foreach (string worker in _workers)
        {
            if (LeaseShare.ToGiveBack(picture, worker, s_prefectures) is { } surplus)
            {
                _owners.Remove(surplus);
                _givenBack[(worker, surplus)] = _round;
            }

            foreach (string code in LeaseShare.ToTake(picture, worker, s_prefectures,
                code => _round - _freeSince.GetValueOrDefault(code, _round) > LeftOver,
                code => _round - _givenBack.GetValueOrDefault((worker, code), -Memory) < Memory))
            {
                _moves += _owners.TryAdd(code, worker) ? 1 : 0;
            }
        }
    }
}
