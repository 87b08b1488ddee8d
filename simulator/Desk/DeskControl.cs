using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desk.Systems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AedCabinet.Desk;

/// <summary>By what the desk is looked at and told what to do while it runs, on this host alone.</summary>
internal static class DeskControl
{
    private static readonly JsonSerializerOptions s_plain = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Serves it.</summary>
    /// <param name="web">Where.</param>
    /// <param name="desk">The desk.</param>
    public static void Map(IEndpointRouteBuilder web, DeskServer desk)
    {
        web.MapGet("/", () => Results.Json(Picture(desk), s_plain));
        web.MapPut("/{system}/manner", (string system, HttpRequest request) => MannerAsync(desk, system, request));
        web.MapPost("/dispatch/calls", (HttpRequest request, CancellationToken stop) => DoAsync(request, desk.Dispatch,
            async (one, body) => await one.OpenAsync(body, stop)));
        web.MapPost("/dispatch/incidents/{reference}/stages", (string reference, HttpRequest request, CancellationToken stop) =>
            DoAsync(request, desk.Dispatch, async (one, body) => await one.StageAsync(reference, body, stop)));
        web.MapPost("/training/drills", (HttpRequest request, CancellationToken stop) => DoAsync(request, desk.Training,
            async (one, body) => await one.PlanAsync(body, stop)));
        web.MapPut("/training/certificates/{id}", (string id, HttpRequest request, CancellationToken stop) =>
            DoAsync(request, desk.Training, async (one, body) => await one.CertifyAsync(id, body, stop)));
    }

    private static object Picture(DeskServer desk) => new
    {
        systems = desk.Systems.Select(system => new
        {
            name = system.Name,
            manner = system.Feed.Manner.ToString(),
            subscription = system.SubscriptionId,
            taken = system.Feed.Book.Count,
            doubles = system.Feed.Book.Doubles,
            outOfOrder = system.Feed.Book.OutOfOrder,
            refused = system.Feed.Book.Refused,
            ledElsewhere = system.Feed.LedElsewhere,
        }),
        incidents = desk.Dispatch?.All ?? [],
        called = desk.Responders?.Called ?? 0,
    };

    private static async Task<IResult> MannerAsync(DeskServer desk, string name, HttpRequest request)
    {
        if (desk.Systems.FirstOrDefault(system => system.Name == name) is not { } found)
        {
            return Results.NotFound(new { error = $"{name}: {string.Join(", ", desk.Systems.Select(system => system.Name))}" });
        }

        string? text = await ReadAsync(request) is JsonValue value && value.TryGetValue(out string? word) ? word : null;
        if (text is null || !Manner.TryParse(text, out Manner manner))
        {
            AedCabinet.Terminal.Wording why = Manner.WhyNot(text);
            return Results.BadRequest(new { error = $"{why.Zh} {why.En}" });
        }

        found.Feed.Manner = manner;
        return Results.Json(found.Feed.Manner.ToString());
    }

    private static async Task<IResult> DoAsync<T>(HttpRequest request, T? system, Func<T, JsonObject, Task<object?>> act)
        where T : OutsideSystem
    {
        if (system is null)
        {
            return Results.NotFound();
        }

        if (await ReadAsync(request) is not JsonObject body)
        {
            return Results.BadRequest(new { error = "请给出一个JSON对象。 Give a JSON object." });
        }

        try
        {
            return await act(system, body) is { } done ? Results.Json(done, s_plain) : Results.NotFound();
        }
        catch (CentreRefusedException exception)
        {
            return Results.Json(new { error = exception.Message }, s_plain, statusCode: StatusCodes.Status502BadGateway);
        }
    }

    // Whatever content type the request names: curl's -d names another.
    private static async Task<JsonNode?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
