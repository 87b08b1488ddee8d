using AedCabinet.Api.Near;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Nearest;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Open;

/// <summary>What anybody may ask, without a login: no contacts, no events, no reasons, and not too often.</summary>
internal static class PublicRoutes
{
    /// <summary>Adds the routes.</summary>
    /// <param name="open">Where to.</param>
    public static void Map(RouteGroupBuilder open)
    {
        open.WithTags("public").AllowAnonymous().AddEndpointFilter(PublicLimit.AskAsync);
        open.MapGet("/nearest", Find).WithName("findPublicNearest")
            .WithSummary("The nearest AEDs that are ready and reachable now, for anybody").Produces<IReadOnlyList<PublicNear>>();
        open.MapGet("/cabinets/{id}", FindCabinet).WithName("getPublicCabinet")
            .WithSummary("A cabinet, and whether one may rely on it now, for anybody").Produces<PublicCabinet>()
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
    }

    /// <summary>The nearest AEDs that are ready and reachable now. In an emergency call 120 first.</summary>
    /// <param name="desk">Knows where the cabinets hang.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="lat">Degrees north.</param>
    /// <param name="lon">Degrees east.</param>
    /// <param name="at">Instead of lat and lon: coordinates as they were pasted.</param>
    /// <param name="datum">What they are measured in: wgs84, gcj02 (Gaode, Tencent) or bd09 (Baidu); wgs84 unless said.</param>
    /// <param name="count">How many at most, 1 to 20; 5 unless asked otherwise.</param>
    /// <returns>The AEDs, the nearest first; distances are in a straight line.</returns>
    internal static IResult Find([FromServices] NearestDesk desk, [FromServices] IRegistryOffice office, double? lat, double? lon,
        string? at, string? datum, int? count)
    {
        (NearestAnswer answer, _) = NearestRoutes.Ask(desk, office, _ => true, AskedPlace.Of(lat, lon, at, datum), count, null);
        return TypedResults.Ok<IReadOnlyList<PublicNear>>(
        [
            .. answer.Aeds.Select(near => new PublicNear
            {
                DistanceM = Math.Round(near.DistanceM, 1),
                OpenUntil = near.OpenUntil,
                Cabinet = PublicCabinet.Of(near.Cabinet),
            }),
        ]);
    }

    /// <summary>A cabinet, and whether one may rely on it now.</summary>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>It.</returns>
    internal static IResult FindCabinet([FromServices] IRegistryOffice office, [FromRoute] string id) => office.Find(id) is { } cabinet
        ? TypedResults.Ok(PublicCabinet.Of(cabinet)) : throw ProblemException.NoCabinet(id);
}
