using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Simulator.Web;

/// <summary>
/// The page's controls for scripts. Everything is JSON, whatever content type the request names (curl's <c>-d</c> names
/// another); every error says what is allowed.
/// </summary>
public static class CabinetApi
{
    /// <summary>Adds the API's routes.</summary>
    /// <param name="routes">The server.</param>
    public static void MapCabinetApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cabinets/{id}", Get);
        routes.MapPut("/api/cabinets/{id}/inputs/{input}", PutAsync);
    }

    private static IResult Get(string id, SimulatedCabinet cabinet, MessageObserver observer)
    {
        if (id != cabinet.Id)
        {
            return NoSuchCabinet(id, cabinet);
        }

        ObservedMessage? state = observer.Latest(cabinet.Topics.State);
        return Results.Json(new
        {
            id = cabinet.Id,
            boot = cabinet.Boot,
            link = cabinet.LinkState.ToString().ToLowerInvariant(),
            inputs = cabinet.Front.Inputs,
            outputs = cabinet.Outputs,
            state = state is null ? null : JsonNode.Parse(state.Text),
        });
    }

    private static async Task<IResult> PutAsync(string id, string input, HttpRequest request, SimulatedCabinet cabinet)
    {
        if (id != cabinet.Id)
        {
            return NoSuchCabinet(id, cabinet);
        }

        if (!CabinetFront.Positions.TryGetValue(input, out string[]? allowed))
        {
            return Error(StatusCodes.Status404NotFound, $"There is no input \"{input}\"; there are: {string.Join(", ", CabinetFront.Positions.Keys)}.");
        }

        string choices = string.Join(" or ", allowed.Select(word => $"\"{word}\""));
        string? position = await ReadTextAsync(request);
        if (position is null || !allowed.Contains(position))
        {
            return Error(
                StatusCodes.Status400BadRequest,
                $"{(position is null ? "The body" : $"\"{position}\"")} is not a position of \"{input}\"; allowed is {choices} with its quotation marks.");
        }

        cabinet.Front.Move(input, position);
        return Results.NoContent();
    }

    private static async Task<string?> ReadTextAsync(HttpRequest request)
    {
        try
        {
            JsonElement body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.ValueKind == JsonValueKind.String ? body.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult NoSuchCabinet(string id, SimulatedCabinet cabinet) =>
        Error(StatusCodes.Status404NotFound, $"There is no cabinet \"{id}\"; there is: {cabinet.Id}.");

    private static IResult Error(int status, string message) => Results.Json(new { error = message }, statusCode: status);
}
