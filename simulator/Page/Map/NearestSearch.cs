using AedCabinet.Access;
using AedCabinet.Nearest;

namespace AedCabinet.Page.Map;

/// <summary>
/// The AEDs near a place as an open page shows them: at once in a straight line, and by road as soon as a routing service has answered.
/// </summary>
/// <param name="desk">Finds them.</param>
/// <param name="roads">Knows the ways; <c>null</c> where none is configured.</param>
public sealed class NearestSearch(NearestDesk desk, RoadDistances? roads) : IDisposable
{
    // One that is near in a straight line may be across a river: so many are asked about.
    private const int AskedByRoad = 10;

    private CancellationTokenSource _asking = new();
    private string? _askedFor;
    private Dictionary<string, RoadWay> _ways = [];

    /// <summary>Raised when the ways by road are known, or that they will not be; on any thread.</summary>
    public event Action? Answered;

    /// <summary>Gets where an AED is needed.</summary>
    public MapPlace? Place { get; private set; }

    /// <summary>Gets the answer in a straight line.</summary>
    public NearestAnswer? Answer { get; private set; }

    /// <summary>Gets the AEDs in the order in which they are shown.</summary>
    public IReadOnlyList<NearAed> Aeds { get; private set; } = [];

    /// <summary>Gets a value indicating whether there is none as near as is usual, so that farther ones are shown.</summary>
    public bool IsFar { get; private set; }

    /// <summary>Gets what is known of the ways by road.</summary>
    public RoadStanding Roads { get; private set; }

    /// <summary>The way to an AED.</summary>
    /// <param name="id">Its cabinet's id.</param>
    /// <returns>The way, or <c>null</c> when it is not known.</returns>
    public RoadWay? WayTo(string id) => _ways.GetValueOrDefault(id);

    /// <summary>Goes to a place.</summary>
    /// <param name="place">The place; <c>null</c> for none.</param>
    /// <param name="scope">What the asker may see.</param>
    /// <param name="now">The time there.</param>
    public void Go(MapPlace? place, AccessScope scope, DateTimeOffset now)
    {
        Place = place;
        _ways = [];
        _askedFor = null;
        Roads = RoadStanding.NotConfigured;
        Look(scope, now);
    }

    /// <summary>Looks again: what was ready a moment ago may not be.</summary>
    /// <param name="scope">What the asker may see.</param>
    /// <param name="now">The time there.</param>
    public void Look(AccessScope scope, DateTimeOffset now)
    {
        if (Place is not { } place)
        {
            (Answer, Aeds) = (null, []);
            return;
        }

        NearestQuestion question = new(place.Latitude, place.Longitude, now);
        Answer = desk.Find(question, scope.Cut);
        IsFar = Answer.Aeds.Count == 0;
        if (IsFar)
        {
            question = question with { WithinM = NearestQuestion.MostWithinM };
            Answer = desk.Find(question, scope.Cut);
        }

        if (roads is not null && Answer.Aeds.Count > 0)
        {
            AskByRoad(place, desk.Find(question with { Count = AskedByRoad }, scope.Cut).Aeds);
        }
        else
        {
            Aeds = Answer.Aeds;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _asking.Cancel();
        _asking.Dispose();
    }

    private void AskByRoad(MapPlace place, IReadOnlyList<NearAed> candidates)
    {
        // Those without a way come last, by their straight line.
        Aeds = [.. candidates.OrderBy(near => _ways.GetValueOrDefault(near.Cabinet.Id)?.DistanceM ?? double.MaxValue)
            .ThenBy(near => near.DistanceM).Take(NearestQuestion.UsualCount)];
        string asks = string.Join(' ', candidates.Select(near => near.Cabinet.Id));
        if (asks != _askedFor)
        {
            _askedFor = asks;
            Roads = RoadStanding.Asked;
            _asking.Cancel();
            _asking.Dispose();
            _asking = new CancellationTokenSource();
            _ = AskByRoadAsync(place, candidates, _asking.Token);
        }
    }

    private async Task AskByRoadAsync(MapPlace place, IReadOnlyList<NearAed> candidates, CancellationToken stop)
    {
        try
        {
            IReadOnlyList<RoadWay?>? ways = await roads!.AskAsync(place.Latitude, place.Longitude,
                [.. candidates.Select(near => (near.Cabinet.About!.Latitude!.Value, near.Cabinet.About.Longitude!.Value))], stop);
            stop.ThrowIfCancellationRequested();
            _ways = ways is null ? [] : candidates.Zip(ways).Where(pair => pair.Second is not null)
                .ToDictionary(pair => pair.First.Cabinet.Id, pair => pair.Second!);
            Roads = ways is null ? RoadStanding.NoAnswer : RoadStanding.Known;
            Answered?.Invoke();
        }
        catch (OperationCanceledException)
        {
            // Another place is asked about, or the page is closed.
        }
    }
}
