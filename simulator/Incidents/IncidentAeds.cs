using AedCabinet.Centre;
using AedCabinet.Nearest;

namespace AedCabinet.Incidents;

/// <summary>Which AEDs are near an incident, ready and reachable now.</summary>
public static class IncidentAeds
{
    private const string AedRemoved = "aed.removed";
    private static readonly string[] s_missing = ["aed-missing"];

    /// <summary>Finds them.</summary>
    /// <param name="desk">Knows where the cabinets hang.</param>
    /// <param name="cut">Cuts a cabinet to what who asks may see.</param>
    /// <param name="place">Where the incident is.</param>
    /// <param name="at">When.</param>
    /// <returns>The answer; farther than usual where none is near.</returns>
    public static NearestAnswer Find(NearestDesk desk, Func<CabinetRecord?, CabinetRecord?> cut, IncidentPlace place, DateTimeOffset at)
    {
        NearestQuestion question = new(place.Latitude, place.Longitude, at);
        NearestAnswer answer = desk.Find(question, cabinet => AsKnown(cut(cabinet)));
        return answer.Aeds.Count > 0 ? answer
            : desk.Find(question with { WithinM = NearestQuestion.MostWithinM }, cabinet => AsKnown(cut(cabinet)));
    }

    /// <summary>In which prefecture the nearest cabinet is.</summary>
    /// <param name="desk">Knows where the cabinets hang.</param>
    /// <param name="place">The place.</param>
    /// <param name="at">When.</param>
    /// <returns>The prefecture, four digits; empty where there is no cabinet within 500 km.</returns>
    public static string PrefectureBeside(NearestDesk desk, IncidentPlace place, DateTimeOffset at)
    {
        NearestQuestion question = new(place.Latitude, place.Longitude, at);
        NearestAnswer answer = desk.Find(question with { Count = 1, MostPassedOver = 1, WithinM = NearestQuestion.MostWithinM },
            cabinet => cabinet);
        return answer.PassedOver.Select(over => (over.DistanceM, over.Cabinet))
            .Concat(answer.Aeds.Select(aed => (aed.DistanceM, aed.Cabinet)))
            .OrderBy(one => one.DistanceM).Select(one => one.Cabinet.Topic.Prefecture).FirstOrDefault(string.Empty);
    }

    /// <summary>
    /// A cabinet as the centre knows it: what it said last before its AED was taken is not how it is now.
    /// </summary>
    /// <param name="cabinet">The cabinet, or <c>null</c>.</param>
    /// <returns>It.</returns>
    public static CabinetRecord? AsKnown(CabinetRecord? cabinet) =>
        cabinet is { Status: CabinetStatus.Ready, State: { } state } && cabinet.Open.Any(open => open.Event == AedRemoved)
            ? cabinet with { Status = CabinetStatus.NotReady, State = state with { IsReady = false, Reasons = s_missing } } : cabinet;
}
