namespace AedCabinet.Ledger;

/// <summary>
/// Which numbers of one boot have come. A cabinet numbers its events from 1 in each boot; emergencies overtake, so a gap is
/// often closed a moment after it opened.
/// </summary>
/// <param name="boot">The number of the boot.</param>
/// <param name="highest">The highest number that came; 0 for none.</param>
/// <param name="gaps">What is missing below it, in order.</param>
public sealed class SeqBook(int boot, int highest = 0, IEnumerable<SeqGap>? gaps = null)
{
    private readonly List<SeqGap> _gaps = [.. gaps ?? []];
    private readonly List<int> _closed = [];
    private bool _isChanged;

    /// <summary>Gets the number of the boot.</summary>
    public int Boot { get; } = boot;

    /// <summary>Gets the highest number that came.</summary>
    public int Highest { get; private set; } = highest;

    /// <summary>Gets what is missing below it, in order.</summary>
    public IReadOnlyList<SeqGap> Gaps => _gaps;

    /// <summary>Gets how many numbers are missing.</summary>
    public long Missing => _gaps.Sum(gap => (long)gap.Last - gap.First + 1);

    /// <summary>Gets a value indicating whether the database has other gaps than these.</summary>
    public bool IsChanged => _isChanged;

    /// <summary>Takes a number.</summary>
    /// <param name="seq">The number, 1 or more; one that came before changes nothing.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public void Take(int seq, long nowMs)
    {
        if (seq == Highest + 1)
        {
            Highest = seq;
            return;
        }

        if (seq > Highest)
        {
            _gaps.Add(new SeqGap { First = Highest + 1, Last = seq - 1, SinceMs = nowMs, IsChanged = true });
            Highest = seq;
            _isChanged = true;
            return;
        }

        int place = Find(seq);
        if (place >= 0)
        {
            Fill(place, seq);
            _isChanged = true;
        }
    }

    /// <summary>Whether a number has come.</summary>
    /// <param name="seq">The number.</param>
    /// <returns><c>true</c> when it has.</returns>
    public bool HasTaken(int seq) => seq <= Highest && Find(seq) < 0;

    /// <summary>Hands over what the database must be told, and takes it as told.</summary>
    /// <param name="remove">Given the first number of a gap that is there no more.</param>
    /// <param name="put">Given a gap that is new or has changed.</param>
    public void Tell(Action<int> remove, Action<SeqGap> put)
    {
        foreach (int first in _closed)
        {
            remove(first);
        }

        // All that go first: one may take the place of another.
        foreach (SeqGap gap in _gaps.Where(gap => gap.IsChanged && gap.StoredFirst > 0))
        {
            remove(gap.StoredFirst);
        }

        foreach (SeqGap gap in _gaps.Where(gap => gap.IsChanged))
        {
            put(gap);
            gap.StoredFirst = gap.First;
            gap.IsChanged = false;
        }

        _closed.Clear();
        _isChanged = false;
    }

    private int Find(int seq)
    {
        int low = 0;
        int high = _gaps.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (seq < _gaps[middle].First)
            {
                high = middle - 1;
            }
            else if (seq > _gaps[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    private void Fill(int place, int seq)
    {
        SeqGap gap = _gaps[place];
        if (gap.First == gap.Last)
        {
            _gaps.RemoveAt(place);
            if (gap.StoredFirst > 0)
            {
                _closed.Add(gap.StoredFirst);
            }

            return;
        }

        if (seq == gap.First)
        {
            gap.First++;
        }
        else
        {
            if (seq < gap.Last)
            {
                _gaps.Insert(place + 1, new SeqGap { First = seq + 1, Last = gap.Last, SinceMs = gap.SinceMs, IsChanged = true });
            }

            gap.Last = seq - 1;
        }

        gap.IsChanged = true;
    }
}
