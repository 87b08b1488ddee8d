using AedCabinet.Access;
using AedCabinet.Api.Commands;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Emergencies;

/// <summary>Takes emergencies through their stages.</summary>
internal static class StageRoutes
{
    private const string TakenBack = "taken-back";
    private const int MostBodyBytes = 1024;

    private static readonly (string Word, EmergencyStage Stage)[] s_stages =
    [
        ("seen", EmergencyStage.Seen), ("on-the-way", EmergencyStage.OnTheWay), ("closed", EmergencyStage.Closed),
        (TakenBack, EmergencyStage.New),
    ];

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/emergencies/{id:long}/stages", BringAsync).WithName("bringEmergency")
            .WithSummary("Brings an emergency to a stage")
        .WithTags("emergencies").RequireAuthorization(Permissions.Policy(Permission.HandleEmergencies))
        .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<EmergencyItem>()
        .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);

    /// <summary>Brings an emergency to a stage, as whoever is logged in. Who did it is in the emergency's steps and in the audit
    /// log.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the desk.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">The emergency's number.</param>
    /// <param name="request">The stage.</param>
    /// <returns>The emergency as it is then. 409 where another was first, it is over, or it is too late to take a closing back.</returns>
    internal static async Task<IResult> BringAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, HttpContext context, [FromRoute] long id, StageRequest request)
    {
        EmergencyStage stage = Judge(request);
        LoggedCase found = await EmergencyRoutes.FindAsync(asker, pool, context, id);
        if (!asker.Scope.May(Permission.HandleEmergencies, found.Topic))
        {
            await ProblemWriter.NoteAsync(context, found.Topic.Cabinet);
            throw new ProblemException(ProblemKind.NotAllowed);
        }

        CommandSending.Permit(office);
        if (found.Over is not null)
        {
            throw Conflict("该急救事件已经结束。", "This emergency is over.");
        }

        await asker.NoteAsync(AuditActions.Emergency, found.Topic.Cabinet, $"{found.Event} {request.Stage}");
        Bring(office.Emergencies, found.Key, stage, asker.Scope.Name, request);
        return TypedResults.Ok(EmergencyItem.Of(await EmergencyRoutes.FindAsync(asker, pool, context, id),
            office.Find(found.Topic.Cabinet)));
    }

    private static void Bring(EmergencyDesk desk, EmergencyKey key, EmergencyStage stage, string who, StageRequest request)
    {
        string name = who.Length <= EmergencyDesk.MaxWhoLength ? who : who[..EmergencyDesk.MaxWhoLength];
        try
        {
            if (stage == EmergencyStage.New)
            {
                if (!desk.TakeBack(key, name))
                {
                    throw Conflict($"没有{EmergencyDesk.TakeBackFor.TotalSeconds:0}秒内的结案可以撤回。",
                        $"There is no closing of the last {EmergencyDesk.TakeBackFor.TotalSeconds:0} s to take back.");
                }

                return;
            }

            EmergencyStep? last = desk.Bring(key, stage, name, request.Reason, request.Note, request.Seen);
            EmergencyCase after = desk.Of(key);
            if (last is not null || after.Stage < stage)
            {
                EmergencyStep? first = after.StepOf(stage) ?? last;
                throw first is null ? Conflict("该急救事件已不再待处理。", "This emergency is not open any more.")
                    : Conflict($"{first.Who}已先一步处理（{first.At:yyyy-MM-dd HH:mm:ss zzz}）。",
                        $"{first.Who} was first ({first.At:yyyy-MM-dd HH:mm:ss zzz}).");
            }
        }
        catch (EmergencyNotKeptException exception)
        {
            throw exception.InnerException is null ? Conflict("该急救事件在数据库中已经结束。", "This emergency is over in the database.")
                : new StoreAwayException(exception.Message, exception);
        }
    }

    private static EmergencyStage Judge(StageRequest request)
    {
        List<Fault> faults = [];
        (string Word, EmergencyStage Stage) known = Array.Find(s_stages, one => one.Word == request.Stage);
        if (known.Word is null)
        {
            string list = string.Join(", ", s_stages.Select(one => one.Word));
            faults.Add(new Fault(FaultPlace.Pointer, "/stage", new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")));
        }

        string reasons = string.Join(", ", EmergencyReasons.All);
        if (known.Stage == EmergencyStage.Closed && !EmergencyReasons.All.Contains(request.Reason))
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/reason", new Wording($"结案请给出原因，以下之一：{reasons}。",
                $"A closing has a reason, one of: {reasons}.")));
        }
        else if (known.Stage != EmergencyStage.Closed && request.Reason is not null)
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/reason", new Wording("只有结案才有原因。", "Only a closing has a reason.")));
        }

        if (request.Note is not null && (request.Reason != EmergencyReasons.Other
            || request.Note.Trim().Length is 0 or > EmergencyReasons.MaxNoteLength))
        {
            const int Most = EmergencyReasons.MaxNoteLength;
            faults.Add(new Fault(FaultPlace.Pointer, "/note", new Wording($"只有原因other才写说明，1到{Most}个字。",
                $"Only the reason other has a note, of 1 to {Most} characters.")));
        }

        if (request.Seen < 0 || (request.Seen is not null && known.Stage == EmergencyStage.New))
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/seen", new Wording("请用0或更大的整数；撤回结案时不用。",
                "Use a whole number from 0; it does not go with taken-back.")));
        }

        return faults.Count == 0 ? known.Stage : throw new ProblemException(ProblemKind.Invalid, null, faults);
    }

    private static ProblemException Conflict(string zh, string en) => new(ProblemKind.Conflict, new Wording(zh, en));
}
