using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>
/// What happened, at the cabinets and at the centre, from any place on, for whoever is told of it. May be used by any thread.
/// </summary>
public sealed class FeedLog : IDisposable
{
    private const int PieceOfCentre = 500;

    private readonly ReadingPool _pool;
    private readonly EventTail _tail;
    private readonly TimeProvider _clock;

    /// <summary>Initializes a new instance of the <see cref="FeedLog"/> class. Nothing is read.</summary>
    /// <param name="store">Where the database is; it is read by connections of its own, so that what is behind delays no page.</param>
    /// <param name="tail">Follows what happens; stays the caller's.</param>
    /// <param name="clock">The time.</param>
    public FeedLog(LedgerStore store, EventTail tail, TimeProvider clock)
    {
        _pool = new ReadingPool(store);
        _tail = tail;
        _clock = clock;
    }

    /// <summary>Gets the place up to which everything can be read, or will never be there.</summary>
    public FeedPosition Now => new(_tail.Settled, _tail.Centre.Through);

    /// <summary>The last place that is taken.</summary>
    /// <returns>It.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public FeedPosition Last() => _pool.Read(database => new FeedPosition(EventLog.Last(database), CentreEventLog.Last(database)));

    /// <summary>Waits for something behind a place.</summary>
    /// <param name="after">The place.</param>
    /// <param name="most">How long at most.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>When there is something, or the time is over.</returns>
    public async Task WaitAsync(FeedPosition after, TimeSpan most, CancellationToken stop)
    {
        Task more = _tail.More;
        if (after.Covers(Now))
        {
            await more.WaitAsync(most, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What happened behind a place, as far as it is settled.</summary>
    /// <param name="pick">Which of it.</param>
    /// <param name="lane">By which lane it goes; <c>null</c> for all.</param>
    /// <param name="after">The place.</param>
    /// <param name="count">How much about.</param>
    /// <returns>It.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public FeedPiece After(FeedPick pick, FeedLaneKind? lane, FeedPosition after, int count)
    {
        bool IsWanted(FeedEntry entry) => (lane is null || lane == LaneOf(entry.Severity)) && pick.Wants(entry);
        Severity least = lane == FeedLaneKind.Emergency ? Severity.Emergency : Severity.Info;
        (IReadOnlyList<LoggedEvent> said, long saidThrough) = _tail.After(pick.Cut, item => IsWanted(FeedEntry.Of(item)), after.Arrival,
            count, least, _pool);
        (List<LoggedCentreEvent> centre, long centreThrough) = _tail.Centre.After(_pool, item => IsWanted(FeedEntry.Of(item)), after.Centre,
            count);
        return Merge([.. said.Select(FeedEntry.Of).Where(IsWanted)], saidThrough, [.. centre.Select(FeedEntry.Of)], centreThrough, after);
    }

    /// <summary>What happened of one chain between two places.</summary>
    /// <param name="pick">Which of it.</param>
    /// <param name="lane">By which lane it goes.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="after">The first place.</param>
    /// <param name="upTo">The second, which is settled.</param>
    /// <param name="count">How much about.</param>
    /// <returns>It.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public FeedPiece AfterOfChain(FeedPick pick, FeedLaneKind lane, string chain, FeedPosition after, FeedPosition upTo, int count)
    {
        bool IsWanted(FeedEntry entry) => entry.Chain == chain && lane == LaneOf(entry.Severity) && pick.Wants(entry);
        return _pool.Read(database =>
        {
            (IReadOnlyList<LoggedEvent> said, long saidThrough) = EventLog.AfterOfCabinet(database, chain, after.Arrival, upTo.Arrival,
                count);
            LoggedCentreEvent[] raw = [.. CentreEventLog.After(database, after.Centre, PieceOfCentre)];
            long centreThrough = raw.Length == PieceOfCentre
                ? Math.Max(after.Centre, Math.Min(raw[^1].No, upTo.Centre)) : Math.Max(after.Centre, upTo.Centre);
            FeedEntry[] centre = [.. raw.Where(item => item.No <= upTo.Centre).Select(FeedEntry.Of).Where(IsWanted)];
            return Merge([.. said.Select(FeedEntry.Of).Where(IsWanted)], saidThrough, centre, centreThrough, after);
        });
    }

    /// <summary>One thing that happened.</summary>
    /// <param name="arrival">Its number of arrival; <c>null</c> where it is the centre's.</param>
    /// <param name="centre">Its number at the centre.</param>
    /// <returns>It; <c>null</c> when it is not there.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public FeedEntry? Find(long? arrival, long? centre) => _pool.Read(database => arrival is { } number
        ? EventLog.After(database, CabinetCut.All, number - 1, number, 1).Events.Select(FeedEntry.Of).FirstOrDefault()
        : CentreEventLog.After(database, (centre ?? 0) - 1, 1).Where(item => item.No == centre).Select(FeedEntry.Of).FirstOrDefault());

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    /// <summary>By which lane something goes.</summary>
    /// <param name="severity">How grave it is.</param>
    /// <returns>The lane.</returns>
    internal static FeedLaneKind LaneOf(Severity severity) =>
        severity == Severity.Emergency ? FeedLaneKind.Emergency : FeedLaneKind.Ordinary;

    /// <summary>Looks whether there is more. One at a time.</summary>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    internal void Look() => _tail.Look();

    // Each of the two keeps its order; between them the time counts at which something became known.
    private static FeedPiece Merge(FeedEntry[] said, long saidThrough, FeedEntry[] centre, long centreThrough, FeedPosition from)
    {
        List<FeedEntry> entries = [];
        FeedPosition place = from;
        int i = 0;
        int j = 0;
        while (i < said.Length || j < centre.Length)
        {
            bool isSaid = j == centre.Length || (i < said.Length && said[i].Known <= centre[j].Known);
            FeedEntry entry = isSaid ? said[i++] : centre[j++];
            FeedPosition after = isSaid ? place with { Arrival = entry.Said!.Arrival } : place with { Centre = entry.Centre!.No };
            entries.Add(entry with { Before = place, After = after });
            place = after;
        }

        return new FeedPiece(entries, new FeedPosition(saidThrough, centreThrough));
    }
}
