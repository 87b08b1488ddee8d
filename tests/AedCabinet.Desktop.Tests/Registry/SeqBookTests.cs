using AedCabinet.Ledger;
using CsCheck;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>Missing numbers: found, filled, and accounted for.</summary>
[TestClass]
public class SeqBookTests
{
    [TestMethod]
    public void Numbers_in_any_order_leave_exactly_those_missing_that_did_not_come()
    {
        Gen.Int[1, 40].Array[0, 120].Sample(
            numbers =>
            {
                SeqBook book = new(1);
                SortedDictionary<int, SeqGap> stored = [];
                for (int i = 0; i < numbers.Length; i++)
                {
                    book.Take(numbers[i], i);
                    if (i % 7 == 0)
                    {
                        Tell(book, stored);
                    }
                }

                Tell(book, stored);
                int[] missing = [.. Enumerable.Range(1, numbers.Length == 0 ? 0 : numbers.Max()).Except(numbers)];
                CollectionAssert.AreEqual(missing, book.Gaps.SelectMany(
                    gap => Enumerable.Range(gap.First, gap.Last - gap.First + 1)).ToArray());
                CollectionAssert.AreEqual(missing, stored.SelectMany(
                    item => Enumerable.Range(item.Key, item.Value.Last - item.Key + 1)).ToArray());
                Assert.AreEqual(missing.Length, book.Missing);
            },
            iter: 2000,
            threads: 1);
    }

    [TestMethod]
    public void A_gap_keeps_since_when_it_is_known_while_it_is_filled()
    {
        SeqBook book = new(1);
        book.Take(10, 500);
        book.Take(5, 900);

        CollectionAssert.AreEqual(new[] { "1-4 500", "6-9 500" },
            book.Gaps.Select(gap => $"{gap.First}-{gap.Last} {gap.SinceMs}").ToArray());
    }

    [TestMethod]
    public void An_overflow_explains_so_many_missing_before_it_the_oldest_first_and_nothing_after_it()
    {
        MissingNumbers[] missing = [new(2, 3, 5), new(1, 7, 8), new(2, 20, 20)];
        ReportedLoss[] losses = [new(2, 9, 4, 77)];

        CollectionAssert.AreEqual(
            new[] { "1: 7-8 77", "2: 3-4 77", "2: 5-5 -", "2: 20-20 -" },
            GapExplanation.Assign(missing, losses).Select(Text).ToArray());
    }

    [TestMethod]
    public void What_an_overflow_tells_beyond_what_is_missing_explains_no_later_gap()
    {
        ReportedLoss[] losses = [new(1, 5, 100, 1), new(1, 30, 1, 2)];

        CollectionAssert.AreEqual(
            new[] { "1: 2-3 1", "1: 10-10 2", "1: 11-12 -" },
            GapExplanation.Assign([new(1, 2, 3), new(1, 10, 12)], losses).Select(Text).ToArray());
    }

    [TestMethod]
    public void What_is_explained_number_by_number_is_explained_gap_by_gap()
    {
        Gen<MissingNumbers[]> gaps = Gen.Select(Gen.Int[1, 2], Gen.Int[1, 60]).Array[0, 25]
            .Select(items => items.Distinct().Select(item => new MissingNumbers(item.Item1, item.Item2, item.Item2)).ToArray());
        Gen<ReportedLoss[]> losses = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 60], Gen.Int[0, 8]).Array[0, 5]
            .Select(items => items.Select((item, place) => new ReportedLoss(item.Item1, item.Item2, item.Item3, place)).ToArray());
        Gen.Select(gaps, losses).Sample(
            (missing, told) =>
            {
                // An event that tells of losses is not itself missing.
                ReportedLoss[] there = [.. told.Where(loss => !missing.Any(gap => gap.Boot == loss.Boot && gap.First == loss.Seq))];
                SortedDictionary<(int Boot, int Seq), long?> expected = [];
                foreach (MissingNumbers gap in missing)
                {
                    expected[(gap.Boot, gap.First)] = null;
                }

                foreach (ReportedLoss loss in there.OrderBy(item => item.Boot).ThenBy(item => item.Seq))
                {
                    foreach ((int, int) number in expected.Keys.Where(
                        key => expected[key] is null && key.CompareTo((loss.Boot, loss.Seq)) < 0).Take((int)loss.Count).ToArray())
                    {
                        expected[number] = loss.Arrival;
                    }
                }

                (int, int, long?)[] found = [.. GapExplanation.Assign(missing, there)
                    .SelectMany(gap => Enumerable.Range(gap.First, (int)gap.Count).Select(seq => (gap.Boot, seq, gap.ExplainedBy)))];
                CollectionAssert.AreEqual(expected.Select(item => (item.Key.Boot, item.Key.Seq, item.Value)).ToArray(), found);
            },
            iter: 3000,
            threads: 1);
    }

    [TestMethod]
    [Timeout(20_000)]
    public void A_cabinet_that_skips_every_other_number_and_tells_of_each_holds_nobody_up()
    {
        MissingNumbers[] missing = [.. Enumerable.Range(1, 300_000).Select(i => new MissingNumbers(1, i * 3, i * 3))];
        ReportedLoss[] losses = [.. missing.Select(gap => new ReportedLoss(1, gap.First + 1, 1, gap.First))];

        Assert.IsTrue(GapExplanation.Assign(missing, losses).All(gap => gap.ExplainedBy == gap.First));
    }

    private static string Text(MissingNumbers item) => $"{item.Boot}: {item.First}-{item.Last} {item.ExplainedBy?.ToString() ?? "-"}";

    private static void Tell(SeqBook book, SortedDictionary<int, SeqGap> stored) => book.Tell(
        first => Assert.IsTrue(stored.Remove(first), $"{first} was not there"),
        gap => stored[gap.First] = new SeqGap { First = gap.First, Last = gap.Last, SinceMs = gap.SinceMs });
}
