using System.Text;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.ScenarioRunner.Recording;

namespace AedCabinet.Simulator.Web.Api;

/// <summary>
/// Records what is done to a cabinet: <c>POST</c> begins, <c>GET</c> shows the scenario so far, <c>DELETE</c> ends and gives it.
/// </summary>
public static class RecordingApi
{
    /// <summary>Adds the API's routes.</summary>
    /// <param name="routes">The server.</param>
    public static void MapRecordingApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/cabinets/{id}/recording",
            (string id, Recordings desk, CabinetHost cabinets) => desk.Begin(id) ? Results.NoContent() : NoSuchCabinet(id, cabinets));
        routes.MapGet("/api/cabinets/{id}/recording",
            (string id, Recordings desk, CabinetHost cabinets) => Answer(id, desk.SoFar(id), cabinets));
        routes.MapGet("/api/cabinets/{id}/recording/latest", (string id, Recordings desk) => File(desk.Latest(id)));
        routes.MapDelete("/api/cabinets/{id}/recording",
            (string id, Recordings desk, CabinetHost cabinets) => Answer(id, desk.End(id), cabinets));
    }

    // For the download from the page.
    private static IResult File(string? scenario) => scenario is null
        ? Results.NotFound()
        : Results.File(Encoding.UTF8.GetBytes(scenario), "application/yaml", "recorded.yaml");

    private static IResult Answer(string id, string? scenario, CabinetHost cabinets) =>
        cabinets.Find(id) is null ? NoSuchCabinet(id, cabinets)
        : scenario is null ? Results.Json(new { error = $"No recording of {id} runs; begin one with POST." },
            statusCode: StatusCodes.Status409Conflict)
        : Results.Text(scenario, "application/yaml", Encoding.UTF8);

    private static IResult NoSuchCabinet(string id, CabinetHost cabinets) => Results.Json(
        new { error = $"There is no cabinet \"{id}\"; there are: {string.Join(", ", cabinets.Cabinets.Select(cabinet => cabinet.Id))}." },
        statusCode: StatusCodes.Status404NotFound);
}
