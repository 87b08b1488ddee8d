using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Decides which missing events are asked for again, when and how often: each cabinet one thing at a time, a bounded number at once, with
/// growing pauses, and never without end. Reads no clock and sends nothing. One thread at a time.
/// </summary>
internal sealed class ResendPlan
{
    private readonly Dictionary<string, ResendAsk> _underWay = [];
    private readonly Dictionary<(string Cabinet, int Boot, int First), DateTimeOffset> _seen = [];
    private readonly Dictionary<(string Cabinet, int Boot, int First), (int Tries, DateTimeOffset NotBefore)> _tries = [];
    private readonly Dictionary<string, Queue<DateTimeOffset>> _asked = [];
    private readonly Dictionary<string, DateTimeOffset> _resting = [];
    private IReadOnlyList<LedgerProblem> _missing = [];

    /// <summary>Gets what has been asked and is not over.</summary>
    public IReadOnlyCollection<ResendAsk> UnderWay => _underWay.Values;

    /// <summary>Brings back what was asked before the registry last stopped.</summary>
    /// <param name="ask">What was asked.</param>
    public void Restore(ResendAsk ask)
    {
        CountAsk(ask.Cabinet, ask.Asked);
        NoteTry(ask, ask.Asked);
    }

    /// <summary>Takes what is missing now, and ends what is thereby over.</summary>
    /// <param name="missing">What is missing.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What is over, what became of it, and how many events came.</returns>
    public IReadOnlyList<(ResendAsk Ask, string Outcome, int Came)> Take(IReadOnlyList<LedgerProblem> missing, DateTimeOffset now)
    {
        _missing = [.. missing.Where(item => item.IsFinding)];
        HashSet<(string, int, int)> there = [.. _missing.Select(KeyOf)];
        foreach ((string, int, int) gone in _seen.Keys.Where(key => !there.Contains(key)).ToArray())
        {
            _seen.Remove(gone);
        }

        foreach (LedgerProblem item in _missing)
        {
            _seen.TryAdd(KeyOf(item), now);
        }

        foreach ((string, int, int) gone in _tries.Keys.Where(key => !there.Contains(key)).ToArray())
        {
            _tries.Remove(gone);
        }

        List<(ResendAsk Ask, string Outcome, int Came)> over = [];
        foreach (ResendAsk ask in _underWay.Values.ToArray())
        {
            int came = ask.Count - StillMissing(ask);
            bool isLate = now >= (ask.ArrivesBy ?? ask.Asked + LedgerLimits.ResendValidity);
            if (came < ask.Count && !isLate)
            {
                continue;
            }

            _underWay.Remove(ask.Cabinet);
            NoteTry(ask, now);
            string outcome = came == ask.Count ? ResendOutcome.Came : came > 0 ? ResendOutcome.InPart
                : ask.ArrivesBy is null ? ResendOutcome.NoReply : ResendOutcome.Nothing;
            over.Add((ask, outcome, came));
        }

        return over;
    }

    /// <summary>What is to be asked for now.</summary>
    /// <param name="now">The time now.</param>
    /// <param name="canAsk">Whether a cabinet is connected and its key is there.</param>
    /// <returns>What; each counts as asked from now on.</returns>
    public IReadOnlyList<ResendAsk> Next(DateTimeOffset now, Func<string, bool> canAsk)
    {
        List<ResendAsk> asks = [];

        // The latest boots first: what is longest ago is least likely to be kept.
        foreach (LedgerProblem item in _missing.OrderByDescending(item => item.Boot).ThenBy(item => item.First))
        {
            if (_underWay.Count >= LedgerLimits.ResendCabinets)
            {
                break;
            }

            if (!_underWay.ContainsKey(item.Cabinet) && IsDue(item, now) && canAsk(item.Cabinet))
            {
                ResendAsk ask = new(item.Cabinet, item.Boot, item.First,
                    (int)Math.Min(item.Last, (long)item.First + LedgerLimits.ResendNumbers - 1), now);
                _underWay.Add(item.Cabinet, ask);
                CountAsk(item.Cabinet, now);
                asks.Add(ask);
            }
        }

        return asks;
    }

    /// <summary>Puts the signed command in the place of what was to be asked.</summary>
    /// <param name="signed">It, with its number.</param>
    public void Sent(ResendAsk signed) => _underWay[signed.Cabinet] = signed;

    /// <summary>Takes back what could not be sent: it is asked for later.</summary>
    /// <param name="ask">What was to be asked.</param>
    /// <param name="now">The time now.</param>
    public void NotSent(ResendAsk ask, DateTimeOffset now)
    {
        _underWay.Remove(ask.Cabinet);
        NoteTry(ask, now);
    }

    /// <summary>Takes a reply.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What it refused, and is thereby over; <c>null</c> for any other reply.</returns>
    public ResendAsk? Answer(string cabinet, ReportedReply reply, DateTimeOffset now)
    {
        if (_underWay.GetValueOrDefault(cabinet) is not { } ask || ask.Id != reply.Id || ask.Code is not (null or "accepted"))
        {
            return null;
        }

        ask.Code = reply.Code;
        ask.Reason = reply.Reason;
        ask.Given = reply.Given;
        if (reply.Code is "done" or "accepted")
        {
            ask.ArrivesBy = now + LedgerLimits.ResendArrives;
            return null;
        }

        if (reply.Code == "unknown-command")
        {
            _resting[cabinet] = now + LedgerLimits.ResendUnknownPause;
        }

        _underWay.Remove(cabinet);
        NoteTry(ask, now);
        return ask;
    }

    private static (string Cabinet, int Boot, int First) KeyOf(LedgerProblem item) => (item.Cabinet, item.Boot, item.First);

    private bool IsDue(LedgerProblem item, DateTimeOffset now)
    {
        (string, int, int) key = KeyOf(item);
        return now - _seen[key] >= LedgerLimits.ResendAfter
            && now >= _resting.GetValueOrDefault(item.Cabinet)
            && (!_tries.TryGetValue(key, out (int Tries, DateTimeOffset NotBefore) tries)
                || (tries.Tries <= LedgerLimits.ResendPauses.Length && now >= tries.NotBefore))
            && AskedWithinADay(item.Cabinet, now) < LedgerLimits.ResendsADay;
    }

    private int AskedWithinADay(string cabinet, DateTimeOffset now)
    {
        if (!_asked.TryGetValue(cabinet, out Queue<DateTimeOffset>? asked))
        {
            return 0;
        }

        while (asked.TryPeek(out DateTimeOffset oldest) && now - oldest >= TimeSpan.FromDays(1))
        {
            asked.Dequeue();
        }

        return asked.Count;
    }

    private void CountAsk(string cabinet, DateTimeOffset at)
    {
        if (!_asked.TryGetValue(cabinet, out Queue<DateTimeOffset>? asked))
        {
            _asked.Add(cabinet, asked = new Queue<DateTimeOffset>());
        }

        asked.Enqueue(at);
    }

    private void NoteTry(ResendAsk ask, DateTimeOffset now)
    {
        (string, int, int) key = (ask.Cabinet, ask.Boot, ask.First);
        int tries = _tries.GetValueOrDefault(key).Tries + 1;
        _tries[key] = (tries, now + LedgerLimits.ResendPauses[Math.Min(tries, LedgerLimits.ResendPauses.Length) - 1]);
    }

    private int StillMissing(ResendAsk ask) => (int)_missing
        .Where(item => item.Cabinet == ask.Cabinet && item.Boot == ask.Boot && item.First <= ask.Last && item.Last >= ask.First)
        .Sum(item => (long)Math.Min(item.Last, ask.Last) - Math.Max(item.First, ask.First) + 1);
}
