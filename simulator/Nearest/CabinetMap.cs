using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace AedCabinet.Nearest;

/// <summary>Where cabinets are, so that those near a place are found without looking at all. Safe for several threads.</summary>
public sealed class CabinetMap
{
    // The tree is made once and never changed; what moved since stands beside it until there is this much of it.
    private const int MostBeside = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Coordinate> _all = [];
    private volatile Picture _picture = new(new STRtree<Pin>(), []);

    /// <summary>Gets how many cabinets have a place.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Puts cabinets where they are; those that have a place already are moved.</summary>
    /// <param name="places">Id, latitude and longitude in degrees WGS-84 of each.</param>
    public void Put(IEnumerable<(string Id, double Latitude, double Longitude)> places)
    {
        lock (_lock)
        {
            Dictionary<string, Coordinate?> beside = new(_picture.Beside);
            bool isChanged = false;
            foreach ((string id, double latitude, double longitude) in places)
            {
                Coordinate place = new(longitude, latitude);
                if (!_all.TryGetValue(id, out Coordinate? known) || !known.Equals2D(place))
                {
                    _all[id] = place;
                    beside[id] = place;
                    isChanged = true;
                }
            }

            if (isChanged)
            {
                Show(beside);
            }
        }
    }

    /// <summary>Takes a cabinet off the map.</summary>
    /// <param name="id">Its id.</param>
    public void Remove(string id)
    {
        lock (_lock)
        {
            if (_all.Remove(id))
            {
                Show(new Dictionary<string, Coordinate?>(_picture.Beside) { [id] = null });
            }
        }
    }

    /// <summary>The cabinets in a ring around a place, the nearest first.</summary>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="fromM">From what distance on, m.</param>
    /// <param name="toM">Up to what distance, m; that itself belongs to the next ring.</param>
    /// <returns>Id and distance in m of each.</returns>
    public IReadOnlyList<(string Id, double DistanceM)> Ring(double latitude, double longitude, double fromM, double toM)
    {
        Picture picture = _picture;
        double north = toM / EarthDistance.DegreeM;
        double nearestPole = Math.Min(89, Math.Abs(latitude) + north);
        double east = north / Math.Cos(double.DegreesToRadians(nearestPole));
        Gathering found = new(latitude, longitude, fromM, toM, picture.Beside);
        picture.Tree.Query(new Envelope(longitude - east, longitude + east, latitude - north, latitude + north), found);
        foreach ((string id, Coordinate? place) in picture.Beside)
        {
            if (place is not null)
            {
                found.Look(id, place);
            }
        }

        found.Items.Sort(static (one, other) => one.DistanceM != other.DistanceM
            ? one.DistanceM.CompareTo(other.DistanceM) : string.CompareOrdinal(one.Id, other.Id));
        return found.Items;
    }

    private void Show(Dictionary<string, Coordinate?> beside)
    {
        if (beside.Count <= MostBeside)
        {
            _picture = new Picture(_picture.Tree, beside);
            return;
        }

        STRtree<Pin> tree = new();
        foreach ((string id, Coordinate place) in _all)
        {
            tree.Insert(new Envelope(place), new Pin(id, place));
        }

        // Unbuilt, the first question would build it, and two at once would spoil it.
        tree.Build();
        _picture = new Picture(tree, []);
    }

    private sealed record Pin(string Id, Coordinate Place);

    private sealed record Picture(STRtree<Pin> Tree, Dictionary<string, Coordinate?> Beside);

    private sealed class Gathering(double latitude, double longitude, double fromM, double toM, Dictionary<string, Coordinate?> beside)
        : IItemVisitor<Pin>
    {
        public List<(string Id, double DistanceM)> Items { get; } = [];

        public void VisitItem(Pin item)
        {
            if (!beside.ContainsKey(item.Id))
            {
                Look(item.Id, item.Place);
            }
        }

        public void Look(string id, Coordinate place)
        {
            double distanceM = EarthDistance.Between(latitude, longitude, place.Y, place.X);
            if (distanceM >= fromM && distanceM < toM)
            {
                Items.Add((id, distanceM));
            }
        }
    }
}
