using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class SeededRandomTests
{
    [TestMethod]
    public void The_numbers_of_a_seed_are_the_same_for_ever()
    {
        // The published first outputs of SplitMix64 for the seed 1234567.
        SeededRandom random = new(1234567);

        Assert.AreEqual(6457827717110365317, random.NextSeed());
        Assert.AreEqual(3203168211198807973, random.NextSeed());
        Assert.AreEqual(unchecked((long)9817491932198370423), random.NextSeed());
    }

    [TestMethod]
    public void Whole_numbers_reach_both_ends_of_their_range()
    {
        SeededRandom random = new(1);
        int[] drawn = [.. Enumerable.Range(0, 1000).Select(_ => random.NextInt(-2, 2)).Distinct().Order()];

        CollectionAssert.AreEqual(new[] { -2, -1, 0, 1, 2 }, drawn);
    }

    [TestMethod]
    public void A_chance_comes_about_as_often_as_it_says()
    {
        SeededRandom random = new(1);

        Assert.AreEqual(2000, Enumerable.Range(0, 10_000).Count(_ => random.Chance(0.2)), 150);
        Assert.AreEqual(0, Enumerable.Range(0, 1000).Count(_ => random.Chance(0)));
        Assert.AreEqual(1000, Enumerable.Range(0, 1000).Count(_ => random.Chance(1)));
    }

    [TestMethod]
    public void Numbers_by_index_are_spread_evenly_and_differ_by_seed()
    {
        double[] one = [.. Enumerable.Range(-5000, 10_000).Select(index => SeededRandom.At(1, index))];
        double[] two = [.. Enumerable.Range(-5000, 10_000).Select(index => SeededRandom.At(2, index))];

        Assert.AreEqual(0.5, one.Average(), 0.02);
        Assert.AreEqual(10_000, one.Distinct().Count());
        Assert.AreEqual(0, one.Intersect(two).Count());
    }
}
