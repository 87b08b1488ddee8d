using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Simulator.Web.Api;

/// <summary>
/// The page's controls for scripts. Everything is JSON, whatever content type the request names (curl's <c>-d</c> names
/// another); every error says what is allowed.
/// </summary>
public static class CabinetApi
{
    /// <summary>What can be asked of a cabinet, by name: past the command gate, which the registry's commands have to pass.</summary>
    public static readonly IReadOnlyDictionary<string, CabinetRequest> Requests = new Dictionary<string, CabinetRequest>
    {
        ["locate"] = CabinetRequest.Locate,
        ["silence"] = CabinetRequest.Silence,
        ["start-drill"] = CabinetRequest.StartDrill,
        ["end-drill"] = CabinetRequest.EndDrill,
        ["start-maintenance"] = CabinetRequest.StartMaintenance,
        ["end-maintenance"] = CabinetRequest.EndMaintenance,
        ["acknowledge"] = CabinetRequest.Acknowledge,
        ["inspect"] = CabinetRequest.Inspect,
        ["self-test"] = CabinetRequest.SelfTest,
        ["learn-indicator"] = CabinetRequest.LearnIndicator,
    };

    /// <summary>Adds the API's routes.</summary>
    /// <param name="routes">The server.</param>
    public static void MapCabinetApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cabinets", List);
        routes.MapGet("/api/cabinets/{id}", Get);
        routes.MapPost("/api/cabinets/{id}/requests/{request}", Post);
        routes.MapPut("/api/cabinets/{id}/inputs/{input}", PutAsync);
    }

    private static IResult List(CabinetHost cabinets) => Results.Json(cabinets.Cabinets.Select(cabinet => new
    {
        id = cabinet.Id,
        kind = NameOf(cabinet.Kind),
        topic = cabinet.Topics.Base,
        link = NameOf(cabinet.LinkState),
    }));

    private static IResult Get(string id, CabinetHost cabinets, MessageObserver observer)
    {
        if (cabinets.Find(id) is not { } cabinet)
        {
            return NoSuchCabinet(id, cabinets);
        }

        ObservedMessage? state = observer.Latest(cabinet.Topics.State);
        return Results.Json(new
        {
            id = cabinet.Id,
            boot = cabinet.Boot,
            link = NameOf(cabinet.LinkState),
            inputs = new Dictionary<string, string>(cabinet.Inputs) { [CabinetHost.ModelInput] = cabinet.Profile },
            outputs = cabinet.Outputs,
            physical = cabinet.Physical,
            state = state is null ? null : JsonNode.Parse(state.Text),
        });
    }

    private static IResult Post(string id, string request, int? seconds, CabinetHost cabinets)
    {
        if (cabinets.Find(id) is not { } cabinet)
        {
            return NoSuchCabinet(id, cabinets);
        }

        if (!Requests.TryGetValue(request, out CabinetRequest asked))
        {
            return Error(StatusCodes.Status404NotFound,
                $"There is no request \"{request}\"; there are: {string.Join(", ", Requests.Keys)}.");
        }

        return cabinet.Ask(asked, TimeSpan.FromSeconds(seconds ?? 0))
            ? Results.NoContent()
            : Error(StatusCodes.Status503ServiceUnavailable, "Too many requests wait; try again.");
    }

    private static async Task<IResult> PutAsync(string id, string input, HttpRequest request, CabinetHost cabinets)
    {
        if (cabinets.Find(id) is not { } cabinet)
        {
            return NoSuchCabinet(id, cabinets);
        }

        bool isModel = input == CabinetHost.ModelInput;
        if (isModel && cabinet.Kind == CabinetKind.Kit)
        {
            return Error(StatusCodes.Status400BadRequest, $"{id} is a first-aid kit's cabinet: no AED can be fitted in it.");
        }

        string[]? allowed = isModel ? [.. ProfileSource.Names] : CabinetInputs.Positions.GetValueOrDefault(input);
        if (allowed is null)
        {
            return Error(StatusCodes.Status404NotFound,
                $"There is no input \"{input}\"; there are: "
                    + $"{string.Join(", ", CabinetInputs.Positions.Keys.Append(CabinetHost.ModelInput))}.");
        }

        string choices = string.Join(" or ", allowed.Select(word => $"\"{word}\""));
        string? position = await ReadTextAsync(request);
        if (position is null || !allowed.Contains(position))
        {
            return Error(
                StatusCodes.Status400BadRequest,
                $"{(position is null ? "The body" : $"\"{position}\"")} is not a position of \"{input}\"; allowed is {choices} with its "
                    + $"quotation marks.");
        }

        if (isModel)
        {
            cabinets.Fit(id, position);
        }
        else
        {
            cabinet.Move(input, position);
        }

        return Results.NoContent();
    }

    private static async Task<string?> ReadTextAsync(HttpRequest request)
    {
        try
        {
            JsonElement body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body,
                cancellationToken: request.HttpContext.RequestAborted);
            return body.ValueKind == JsonValueKind.String ? body.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult NoSuchCabinet(string id, CabinetHost cabinets) =>
        Error(StatusCodes.Status404NotFound,
            $"There is no cabinet \"{id}\"; there are: {string.Join(", ", cabinets.Cabinets.Select(cabinet => cabinet.Id))}.");

    private static string NameOf(Enum value) => value.ToString().ToLowerInvariant();

    private static IResult Error(int status, string message) => Results.Json(new { error = message }, statusCode: status);
}
