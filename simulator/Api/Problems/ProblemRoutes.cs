using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Problems;

/// <summary>What the problems mean: each is described at the address that answers name it by.</summary>
internal static class ProblemRoutes
{
    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder problems = api.MapGroup("/problems").WithTags("problems").AllowAnonymous();
        problems.MapGet(string.Empty, List).WithName("listProblems")
            .WithSummary("All problems that the API tells of").Produces<IReadOnlyList<ProblemDescription>>();
        problems.MapGet("/{code}", Find).WithName("getProblem")
            .WithSummary("What a problem means").Produces<ProblemDescription>()
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
    }

    /// <summary>All problems that the API tells of.</summary>
    /// <returns>They.</returns>
    internal static IResult List() => TypedResults.Ok<IReadOnlyList<ProblemDescription>>(
        [.. ProblemKind.All.Select(ProblemDescription.Of)]);

    /// <summary>What a problem means.</summary>
    /// <param name="code">The last part of its type.</param>
    /// <returns>The description.</returns>
    internal static IResult Find([FromRoute] string code) =>
        ProblemKind.All.FirstOrDefault(kind => kind.Code == code) is { } known
            ? TypedResults.Ok(ProblemDescription.Of(known))
            : throw new ProblemException(ProblemKind.NotFound, new Wording($"没有问题类型“{code}”。", $"There is no problem \"{code}\"."));
}
