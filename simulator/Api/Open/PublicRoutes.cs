using System.Globalization;
using AedCabinet.Api.Near;
using AedCabinet.Api.Problems;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Nearest;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Open;

/// <summary>What anybody may ask, without a login: no contacts, no events, no reasons, and not too often.</summary>
internal static class PublicRoutes
{
    private const int MostReportBytes = 2048;

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
        open.MapPost("/cabinets/{id}/reports", Report).WithName("reportPublicCabinet")
            .WithSummary("Something is wrong here: from anybody, without a login and without anybody's data")
            .WithMetadata(new RequestSizeLimitAttribute(MostReportBytes)).Produces(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
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

    /// <summary>Something is wrong here. It becomes work for whoever looks after the cabinet; said a hundred times it is no more work.
    /// In an emergency call 120.</summary>
    /// <param name="context">The request.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="rate">How often one address may say so.</param>
    /// <param name="book">Keeps it.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="request">What is wrong.</param>
    /// <returns>Nothing.</returns>
    internal static IResult Report(HttpContext context, [FromServices] IRegistryOffice office, [FromServices] ReportRate rate,
        [FromServices] PublicReportBook book, [FromRoute] string id, PublicReportRequest request)
    {
        if (!PublicReportKinds.All.Contains(request.Kind))
        {
            string list = string.Join(", ", PublicReportKinds.All);
            throw ProblemException.OfMember("/kind", $"请用以下之一：{list}。", $"Use one of: {list}.");
        }

        if (request.Words?.Length > PublicReportKinds.WordsLength)
        {
            throw ProblemException.OfMember("/words", $"最多{PublicReportKinds.WordsLength}个字符。",
                $"It has {PublicReportKinds.WordsLength} characters at most.");
        }

        CabinetRecord cabinet = office.Find(id) ?? throw ProblemException.NoCabinet(id);
        if (rate.Ask(ProblemWriter.FromOf(context)) is > 0 and int seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            throw new ProblemException(ProblemKind.TooMany);
        }

        book.Take(cabinet.Topic, request.Kind, request.Words, office.Now);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }
}
