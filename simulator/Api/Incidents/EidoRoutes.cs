using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Api.Problems;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Incidents;

/// <summary>An incident as other dispatch systems read it (EIDO, NENA-STA-021.1b).</summary>
internal static class EidoRoutes
{
    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/incidents/{id:long}/eido", ExportAsync).WithName("getIncidentAsEido")
        .WithSummary("An incident as an EIDO (NENA-STA-021.1b)").WithTags("incidents")
        .RequireAuthorization(Permissions.Policy(Permission.HandleEmergencies)).Produces<JsonObject>()
        .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);

    /// <summary>An incident as an emergency incident data object: where it is, how far it is, what happened in it. Names of people are not
    /// in it.</summary>
    /// <param name="pieces">Finds it.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="context">The request, which says how this registry is called.</param>
    /// <param name="id">Its number.</param>
    /// <returns>The object.</returns>
    internal static async Task<IResult> ExportAsync([FromServices] IncidentPieces pieces, [FromServices] ReadingPool pool,
        HttpContext context,
        [FromRoute] long id)
    {
        Incident incident = await pieces.FindWholeAsync(id);
        return TypedResults.Ok(Eido.Of(incident, pool.Read(database => IncidentLog.Entries(database, id)), context.Request.Host.Host));
    }
}
