using System.Text.Json;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Web.Api;

/// <summary>The speed of time for scripts; every error says what is allowed.</summary>
public static class TimeApi
{
    /// <summary>Adds the API's routes.</summary>
    /// <param name="routes">The server.</param>
    public static void MapTimeApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/time", (SimulatedTime time) => Picture(time));
        routes.MapPut("/api/time", PutAsync);
    }

    private static async Task<IResult> PutAsync(HttpRequest request, SimulatedTime time)
    {
        (double? speed, string? wrong) = await ReadSpeedAsync(request);
        if (speed is null || !SimulatedTime.Speeds.Contains(speed.Value))
        {
            return Results.Json(
                new { error = $"{wrong ?? $"{speed} is not a speed"}; send {{\"speed\":N}}, N being {SimulatedTime.SpeedsInWords}." },
                statusCode: StatusCodes.Status400BadRequest);
        }

        time.Speed = speed.Value;
        return Picture(time);
    }

    private static IResult Picture(SimulatedTime time) =>
        Results.Json(new { speed = time.Speed, reached = Math.Round(time.ReachedSpeed, 1), now = time.Now });

    private static async Task<(double? Speed, string? Wrong)> ReadSpeedAsync(HttpRequest request)
    {
        try
        {
            JsonElement body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body,
                cancellationToken: request.HttpContext.RequestAborted);
            return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("speed", out JsonElement speed)
                ? speed.ValueKind == JsonValueKind.Number && speed.TryGetDouble(out double number) ? (number, null)
                    : (null, $"{speed.GetRawText()} is not a speed")
                : (null, "The body has no \"speed\"");
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON");
        }
    }
}
