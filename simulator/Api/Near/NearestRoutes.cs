using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Nearest;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Near;

/// <summary>Which AEDs near a place are ready and reachable now.</summary>
internal static class NearestRoutes
{
    private const int MostCount = 20;
    private const double MetresPerKm = 1000;

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/nearest", FindAsync).WithName("findNearest")
            .WithSummary("The nearest AEDs that are ready and reachable now, and why nearer ones were passed over").WithTags("nearest")
        .RequireAuthorization(Permissions.Policy(Permission.See)).Produces<NearestResult>();

    /// <summary>Asks for the nearest.</summary>
    /// <param name="desk">Knows where the cabinets hang.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="isSeen">Whether who asks may see a cabinet.</param>
    /// <param name="place">Where.</param>
    /// <param name="count">How many at most; the usual where <c>null</c>.</param>
    /// <param name="withinKm">How far is looked, km; the usual where <c>null</c>.</param>
    /// <returns>The answer, and when it was given.</returns>
    /// <exception cref="ProblemException">Something can't be asked for.</exception>
    internal static (NearestAnswer Answer, DateTimeOffset At) Ask(NearestDesk desk, IRegistryOffice office,
        Func<CabinetRecord, bool> isSeen, AskedPlace place, int? count, double? withinKm)
    {
        if (count is < 1 or > MostCount)
        {
            throw ProblemException.OfParameter(nameof(count), $"请用1到{MostCount}。", $"Use 1 to {MostCount}.");
        }

        const double MostKm = NearestQuestion.MostWithinM / MetresPerKm;
        if (withinKm is not (null or (> 0 and <= MostKm)))
        {
            throw ProblemException.OfParameter(nameof(withinKm), $"请用大于0、不超过{MostKm}的数。",
                $"Use more than 0 and at most {MostKm}.");
        }

        NearestQuestion question = new(place.Latitude, place.Longitude, office.Now)
        {
            Count = count ?? NearestQuestion.UsualCount,
            WithinM = withinKm * MetresPerKm ?? NearestQuestion.UsualWithinM,
        };
        return (desk.Find(question, cabinet => cabinet is not null && isSeen(cabinet) ? cabinet : null), question.At);
    }

    /// <summary>The nearest AEDs that are ready and reachable now, and why others that are nearer were passed over.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="desk">Knows where the cabinets hang.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="lat">Degrees north.</param>
    /// <param name="lon">Degrees east.</param>
    /// <param name="at">Instead of lat and lon: coordinates as they were pasted, for example 北纬40.8423° 东经111.7490°.</param>
    /// <param name="datum">What they are measured in: wgs84, gcj02 (Gaode, Tencent) or bd09 (Baidu); wgs84 unless said.</param>
    /// <param name="count">How many at most, 1 to 20; 5 unless asked otherwise.</param>
    /// <param name="withinKm">How far is looked, km in a straight line, at most 500; 20 unless asked otherwise.</param>
    /// <param name="contacts">Whether whom to call is wanted too; each look is in the audit log.</param>
    /// <returns>The answer.</returns>
    internal static async Task<IResult> FindAsync([FromServices] Asker asker, [FromServices] NearestDesk desk,
        [FromServices] IRegistryOffice office, double? lat, double? lon, string? at, string? datum, int? count, double? withinKm,
        bool? contacts)
    {
        AskedPlace place = AskedPlace.Of(lat, lon, at, datum);
        (NearestAnswer answer, DateTimeOffset moment) = Ask(desk, office, cabinet => asker.Scope.May(Permission.See, cabinet.Topic),
            place, count, withinKm);
        List<NearestItem> aeds = [];
        foreach (NearAed near in answer.Aeds)
        {
            bool hasContact = contacts is true && asker.Scope.May(Permission.SeeContacts, near.Cabinet.Topic);
            if (hasContact)
            {
                await asker.NoteAsync(AuditActions.ContactSeen, near.Cabinet.Id, "nearest");
            }

            aeds.Add(NearestItem.Of(near, hasContact));
        }

        return TypedResults.Ok(new NearestResult
        {
            Latitude = place.Latitude,
            Longitude = place.Longitude,
            At = moment.ToUniversalTime(),
            Distance = "straight-line",
            WithinM = answer.WithinM,
            Aeds = aeds,
            PassedOver = [.. answer.PassedOver.Select(PassedOverItem.Of)],
            PassedOverCount = answer.PassedOverCount,
        });
    }
}
