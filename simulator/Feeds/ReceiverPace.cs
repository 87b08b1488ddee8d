namespace AedCabinet.Feeds;

/// <summary>
/// From when on a receiver may be asked by one lane. When several chains fail and none goes, the receiver is away: then it is asked now and
/// again with one. An emergency waits for no pace.
/// </summary>
/// <param name="kind">Which lane.</param>
/// <param name="random">Gives the jitter.</param>
internal sealed class ReceiverPace(FeedLaneKind kind, Random random)
{
    // So many chains that fail, and none that goes, are the receiver's doing.
    private const int AwayAfter = 4;

    private readonly HashSet<string> _missed = [];
    private DateTimeOffset _quietUntil;
    private DateTimeOffset _nextAt;
    private int _misses;

    /// <summary>Gets or sets how long is waited between two deliveries, as the receiver asks.</summary>
    public TimeSpan Gap { get; set; }

    /// <summary>Gets a value indicating whether the receiver is away.</summary>
    public bool IsAway => _missed.Count >= AwayAfter;

    /// <summary>Gets a value indicating whether it is asked with one at a time.</summary>
    public bool IsProbed => IsOrdinary && IsAway;

    private bool IsOrdinary => kind == FeedLaneKind.Ordinary;

    private TimeSpan Longest => IsOrdinary ? FeedPause.Longest : FeedPause.LongestOfEmergency;

    /// <summary>Whether the receiver asked for quiet.</summary>
    /// <param name="now">The time now.</param>
    /// <returns><c>true</c> while nothing may be delivered.</returns>
    public bool IsQuiet(DateTimeOffset now) => IsOrdinary && now < _quietUntil;

    /// <summary>Whether the next delivery has to wait, as the receiver asks.</summary>
    /// <param name="now">The time now.</param>
    /// <returns><c>true</c> while it has.</returns>
    public bool IsPaced(DateTimeOffset now) => IsOrdinary && Gap > TimeSpan.Zero && now < _nextAt;

    /// <summary>Whether something may be delivered now.</summary>
    /// <param name="now">The time now.</param>
    /// <param name="isIdle">Whether no delivery is under way.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool MayLaunch(DateTimeOffset now, bool isIdle) => !IsQuiet(now) && (!IsProbed || (isIdle && now >= _nextAt));

    /// <summary>A delivery begins.</summary>
    /// <param name="now">The time now.</param>
    public void Launched(DateTimeOffset now) => _nextAt = Gap > TimeSpan.Zero ? (now > _nextAt ? now : _nextAt) + Gap : _nextAt;

    /// <summary>The receiver took something.</summary>
    /// <param name="now">The time now.</param>
    /// <returns><c>true</c> when it had been away.</returns>
    public bool Took(DateTimeOffset now)
    {
        bool wasAway = IsAway;
        _nextAt = wasAway ? now : _nextAt;
        _missed.Clear();
        _misses = 0;
        return wasAway;
    }

    /// <summary>The receiver did not take something.</summary>
    /// <param name="chain">Of which chain.</param>
    /// <param name="quiet">For how long it asks for quiet; zero for not.</param>
    /// <param name="now">The time now.</param>
    public void Missed(string chain, TimeSpan quiet, DateTimeOffset now)
    {
        _missed.Add(chain);
        _misses++;
        _quietUntil = quiet > TimeSpan.Zero ? now + quiet : _quietUntil;
    }

    /// <summary>Who is away is asked after a pause of its own.</summary>
    /// <param name="quiet">For how long it asks for quiet.</param>
    /// <param name="now">The time now.</param>
    public void Rest(TimeSpan quiet, DateTimeOffset now) => _nextAt = IsProbed ? now + PauseAfter(_misses, quiet) : _nextAt;

    /// <summary>How long is waited after failures.</summary>
    /// <param name="failures">How many, 1 or more.</param>
    /// <param name="quiet">For how long the receiver asks for quiet.</param>
    /// <returns>The pause.</returns>
    public TimeSpan PauseAfter(int failures, TimeSpan quiet)
    {
        TimeSpan pause = FeedPause.After(failures, Longest, random);
        return quiet > pause ? quiet : pause;
    }

    /// <summary>When there may be something to do that could not be done.</summary>
    /// <param name="holds">When what is held is due.</param>
    /// <param name="now">The time now.</param>
    /// <param name="latest">The latest answer.</param>
    /// <returns>The moment.</returns>
    public DateTimeOffset Due(IEnumerable<DateTimeOffset> holds, DateTimeOffset now, DateTimeOffset latest) =>
        holds.Append(_nextAt).Append(_quietUntil).Where(at => at > now).Append(latest).Min();
}
