using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Incidents;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Incidents;

/// <summary>Takes incidents through their stages.</summary>
internal static class IncidentStageRoutes
{
    private const int MostBodyBytes = 4096;
    private static readonly string[] s_stages =
        [.. Enum.GetValues<IncidentStage>().Where(stage => stage > IncidentStage.Opened).Select(IncidentWords.Of)];

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/incidents/{id:long}/stages", BringAsync).WithName("bringIncident")
        .WithSummary("Brings an incident to a stage")
        .WithTags("incidents").RequireAuthorization(Permissions.Policy(Permission.HandleEmergencies))
        .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<IncidentItem>()
        .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);

    /// <summary>Brings an incident to a later stage than it has, as whoever is logged in; stages may be left out.</summary>
    /// <param name="pieces">Finds it.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="book">Keeps the stage.</param>
    /// <param name="id">The incident's number.</param>
    /// <param name="request">The stage.</param>
    /// <returns>The incident as it is then. 409 where it is there or farther already: it says who was first.</returns>
    internal static async Task<IResult> BringAsync([FromServices] IncidentPieces pieces, [FromServices] Asker asker,
        [FromServices] IncidentBook book, [FromRoute] long id, IncidentStageRequest request)
    {
        (IncidentStage stage, string? note) = Judge(request);
        Incident incident = await pieces.FindWholeAsync(id);
        await asker.NoteAsync(AuditActions.Incident, incident.Topic?.Cabinet, $"incident {id} {request.Stage}");
        if (book.Bring(id, stage, asker.Scope.Name, request.Outcome, note) is { } first)
        {
            string who = first.Who.Length > 0 ? first.Who : "—";
            string at = first.At.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
            throw new ProblemException(ProblemKind.Conflict, new Wording($"{who}已先一步处理：{first.Word ?? first.Kind}（{at}）。",
                $"{who} was first: {first.Word ?? first.Kind} ({at})."));
        }

        return TypedResults.Ok(await pieces.ItemAsync(await pieces.FindAsync(id)));
    }

    private static (IncidentStage Stage, string? Note) Judge(IncidentStageRequest request)
    {
        List<Fault> faults = [];
        IncidentStage? stage = IncidentWords.StageOf(request.Stage);
        if (stage is null)
        {
            string list = string.Join(", ", s_stages);
            faults.Add(new Fault(FaultPlace.Pointer, "/stage", new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")));
        }

        string outcomes = string.Join(", ", IncidentOutcomes.Chosen);
        if (stage == IncidentStage.Closed && !IncidentOutcomes.Chosen.Contains(request.Outcome))
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/outcome", new Wording($"结案请给出结果，以下之一：{outcomes}。",
                $"A closing has an outcome, one of: {outcomes}.")));
        }
        else if (stage != IncidentStage.Closed && request.Outcome is not null)
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/outcome", new Wording("只有结案才有结果。", "Only a closing has an outcome.")));
        }

        string? note = BodyPlace.Text(faults, "note", request.Note, IncidentLimits.NoteLength);
        return faults.Count == 0 ? (stage!.Value, note) : throw new ProblemException(ProblemKind.Invalid, null, faults);
    }
}
