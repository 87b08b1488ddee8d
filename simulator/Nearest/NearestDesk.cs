using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Nearest;

/// <summary>
/// Answers which AEDs are near a place, from what a centre knows now: it follows where the cabinets are by itself, so that a question
/// looks only at those near. May be used by any thread.
/// </summary>
public sealed class NearestDesk : IDisposable
{
    // A cabinet that is new or has moved is found after this: places hardly ever change.
    private static readonly TimeSpan s_followEvery = TimeSpan.FromSeconds(2);

    private readonly IRegistryOffice _office;
    private readonly CabinetMap _map = new();
    private readonly OpeningClock _clock;
    private readonly Timer _timer;
    private readonly Lock _followLock = new();
    private readonly Dictionary<string, ReportedAbout> _known = [];
    private volatile bool _isChanged;
    private bool _isDisposed;

    /// <summary>Initializes a new instance of the <see cref="NearestDesk"/> class.</summary>
    /// <param name="office">The centre; stays the caller's.</param>
    public NearestDesk(IRegistryOffice office)
    {
        _office = office;
        _clock = new OpeningClock(new OfficeTime(office), PublicHolidays.China);
        _office.Changed += Note;
        Follow();
        _timer = new Timer(_ => FollowWhenChanged(), null, s_followEvery, s_followEvery);
    }

    /// <summary>Gets a value indicating whether opening hours are still being worked out: until then they count as not known.</summary>
    public bool IsReadingHours => _clock.IsBusy;

    /// <summary>Answers.</summary>
    /// <param name="question">Where and when.</param>
    /// <param name="cut">Cuts a cabinet to what the asker may see of it; what is cut to <c>null</c> is not there for it.</param>
    /// <returns>The AEDs, and those that were passed over.</returns>
    public NearestAnswer Find(NearestQuestion question, Func<CabinetRecord?, CabinetRecord?> cut) =>
        new NearestCabinets(_map, _clock, (id, _) => cut(_office.Find(id))).Find(question);

    /// <inheritdoc/>
    public void Dispose()
    {
        _office.Changed -= Note;
        _timer.Dispose();
        lock (_followLock)
        {
            _isDisposed = true;
            _clock.Dispose();
        }
    }

    /// <summary>Puts every cabinet where it is now.</summary>
    internal void Follow()
    {
        lock (_followLock)
        {
            if (_isDisposed)
            {
                return;
            }

            // What says nothing new is the same as before: then its place and its hours are known.
            int seen = 0;
            List<(string Id, double Latitude, double Longitude)> moved = [];
            foreach ((string id, ReportedAbout about) in _office.Abouts())
            {
                if (about is not { Kind: not "kit", Latitude: { } latitude, Longitude: { } longitude })
                {
                    continue;
                }

                seen++;
                if (!_known.TryGetValue(id, out ReportedAbout? known) || !ReferenceEquals(known, about))
                {
                    _known[id] = about;
                    moved.Add((id, latitude, longitude));
                    if (about.Hours is { } hours)
                    {
                        _clock.Expect(hours);
                    }
                }
            }

            _map.Put(moved);
            if (seen != _known.Count)
            {
                RemoveGone();
            }
        }
    }

    // Hardly ever: a list of all that are there is made only when one of them is missing.
    private void RemoveGone()
    {
        HashSet<string> there = [.. _office.Abouts().Where(one => IsPlaced(one.About)).Select(one => one.Id)];
        foreach (string id in _known.Keys.Where(id => !there.Contains(id)).ToList())
        {
            _known.Remove(id);
            _map.Remove(id);
        }
    }

    private static bool IsPlaced(ReportedAbout about) => about is { Kind: not "kit", Latitude: not null, Longitude: not null };

    private void Note() => _isChanged = true;

    private void FollowWhenChanged()
    {
        if (_isChanged && _followLock.TryEnter())
        {
            try
            {
                _isChanged = false;
                Follow();
            }
            finally
            {
                _followLock.Exit();
            }
        }
    }

    // A simulated centre's day may pass in a minute.
    private sealed class OfficeTime(IRegistryOffice office) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => office.Now.ToUniversalTime();
    }
}
