using AedCabinet.Centre;
using AedCabinet.Nearest;

namespace AedCabinet.Care;

/// <summary>
/// The nearest other AEDs that are ready and reachable now, for who stands before one that may not be. Used by any thread.
/// </summary>
/// <param name="office">The centre.</param>
/// <param name="clock">The time.</param>
public sealed class NearbyReady(IRegistryOffice office, TimeProvider clock) : IDisposable
{
    private const int Named = 2;

    private readonly CabinetMap _map = new();
    private readonly OpeningClock _hours = new(clock, PublicHolidays.China);
    private readonly Lock _lock = new();
    private long? _mapAt;

    /// <summary>Finds them.</summary>
    /// <param name="cabinet">The cabinet that somebody stands before.</param>
    /// <returns>The nearest first; none when it hasn't said where it is, or none is known.</returns>
    public IReadOnlyList<NearAed> Of(CabinetRecord cabinet)
    {
        if (cabinet.About is not { Latitude: { } latitude, Longitude: { } longitude, IsMobile: false })
        {
            return [];
        }

        Refresh();
        NearestCabinets nearest = new(_map, _hours, (id, _) => id == cabinet.Id ? null : office.Find(id));
        return nearest.Find(new NearestQuestion(latitude, longitude, office.Now) { Count = Named, MostPassedOver = 0 }).Aeds;
    }

    /// <inheritdoc/>
    public void Dispose() => _hours.Dispose();

    private void Refresh()
    {
        lock (_lock)
        {
            if (_mapAt is { } before && clock.GetElapsedTime(before) < CareLimits.MapEvery)
            {
                return;
            }

            _mapAt = clock.GetTimestamp();
        }

        // One that has moved is taken where it is; one that is gone is found no more.
        _map.Put(office.Cabinets().Where(cabinet => cabinet.About is { Latitude: not null, Longitude: not null })
            .Select(cabinet => (cabinet.Id, cabinet.About!.Latitude!.Value, cabinet.About.Longitude!.Value)));
    }
}
