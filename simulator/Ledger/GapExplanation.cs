namespace AedCabinet.Ledger;

/// <summary>
/// Which missing numbers of a cabinet an <c>outbox.overflowed</c> accounts for. It says how many were lost, not which: so many of
/// those missing before it count as explained, the oldest first, and what it says beyond them explains nothing that comes later.
/// </summary>
internal static class GapExplanation
{
    /// <summary>Explains what can be explained.</summary>
    /// <param name="missing">What is missing of one cabinet, in any order.</param>
    /// <param name="losses">What the cabinet told, in any order.</param>
    /// <returns>The same numbers in order, split where an explanation ends.</returns>
    public static IReadOnlyList<MissingNumbers> Assign(IEnumerable<MissingNumbers> missing, IEnumerable<ReportedLoss> losses)
    {
        List<MissingNumbers> open = Join(missing);
        List<MissingNumbers> result = new(open.Count);
        int oldest = 0;
        foreach (ReportedLoss loss in losses.OrderBy(item => item.Boot).ThenBy(item => item.Seq))
        {
            long left = loss.Count;
            while (left > 0 && oldest < open.Count && (open[oldest].Boot, open[oldest].First).CompareTo((loss.Boot, loss.Seq)) <= 0)
            {
                MissingNumbers gap = open[oldest];
                if (gap.Count > left)
                {
                    int last = (int)(gap.First + left - 1);
                    open[oldest] = gap with { First = last + 1 };
                    gap = gap with { Last = last };
                }
                else
                {
                    oldest++;
                }

                result.Add(gap with { ExplainedBy = loss.Arrival });
                left -= gap.Count;
            }
        }

        result.AddRange(open[oldest..]);
        return result;
    }

    // What an earlier explanation has split is one again.
    private static List<MissingNumbers> Join(IEnumerable<MissingNumbers> missing)
    {
        List<MissingNumbers> result = [];
        foreach (MissingNumbers gap in missing.OrderBy(item => item.Boot).ThenBy(item => item.First))
        {
            if (result.Count > 0 && result[^1].Boot == gap.Boot && result[^1].Last + 1 == gap.First)
            {
                result[^1] = result[^1] with { Last = gap.Last };
            }
            else
            {
                result.Add(gap with { ExplainedBy = null });
            }
        }

        return result;
    }
}
